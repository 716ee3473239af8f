/** 97.5 % point of the standard normal distribution: the reach, in standard errors, of a two-sided interval of 95 %. */
export const z95 = 1.959963984540054;
