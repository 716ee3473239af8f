import { type ActivationSite } from '../../../../src/onnx/structure.ts';
import { type RawValue } from './modelFile.ts';

/** Switch codes of one row, computed in plain loops from raw values; window codes by looking at each window. */
export function oracleCodes(site: ActivationSite, values: ReadonlyMap<string, RawValue>): number[] {
  const z = values.get(site.preActivation)!;
  const out = values.get(site.output)!;
  switch (site.code.kind) {
    case 'sign':
    case 'soft-sign':
      return z.data.map((value) => (value > 0 ? 1 : 0));
    case 'clip': {
      const { low, high } = site.code;
      return z.data.map((value) => (value > low ? 1 : 0) + (value > high ? 1 : 0));
    }
    case 'winner':
      return winnerOracle(site, out, values);
    case 'window':
      return windowOracle(site, z, out);
  }
}

function winnerOracle(
  site: ActivationSite,
  out: RawValue,
  values: ReadonlyMap<string, RawValue>,
): number[] {
  const inputs = site.node.inputs.map((name) => values.get(name)!);
  return out.data.map((value, index) =>
    inputs.findIndex(({ data }) => data[data.length === 1 ? 0 : index % data.length] === value),
  );
}

/** Tries every offset of every 2-D window; the output's place in the input follows from strides and pads. */
function windowOracle(site: ActivationSite, z: RawValue, out: RawValue): number[] {
  const ints = (name: string, fallback: number[]) => {
    const attribute = site.node.attributes.get(name);
    return attribute?.kind === 'ints' ? [...attribute.value] : fallback;
  };
  const [kernelH, kernelW] = ints('kernel_shape', []) as [number, number];
  const [strideH, strideW] = ints('strides', [1, 1]) as [number, number];
  const [dilationH, dilationW] = ints('dilations', [1, 1]) as [number, number];
  const [padTop, padLeft] = ints('pads', [0, 0, 0, 0]) as [number, number];
  const [, channels, height, width] = z.dims as [number, number, number, number];
  const [, , outHeight, outWidth] = out.dims as [number, number, number, number];
  const codes: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const maximum = out.data[(channel * outHeight + row) * outWidth + column];
        let code = 0;
        for (let offset = 0; offset < kernelH * kernelW && maximum !== 0; offset++) {
          const y = row * strideH - padTop + Math.floor(offset / kernelW) * dilationH;
          const x = column * strideW - padLeft + (offset % kernelW) * dilationW;
          if (y < 0 || y >= height || x < 0 || x >= width) continue;
          if (z.data[(channel * height + y) * width + x] === maximum) {
            code = offset + 1;
            break;
          }
        }
        codes.push(code);
      }
    }
  }
  return codes;
}

/** Unit of each element of a value of one row. */
export function unitOfElement(dims: readonly number[], unitAxis: number): number[] {
  const size = dims.reduce((product, dim) => product * dim, 1);
  const after = dims.slice(unitAxis + 1).reduce((product, dim) => product * dim, 1);
  return Array.from({ length: size }, (_, index) => Math.floor(index / after) % dims[unitAxis]);
}
