/** How an operator acts on data (geometry-spec 1.2). The class holds for its usual, inference-time use. */
export type OperatorClass =
  /** Affine in one data input when every other input is constant. */
  | 'affine-fold'
  /** Moves, repeats or drops elements. */
  | 'affine-routing'
  /** Affine in any number of data inputs together. */
  | 'affine-two-input'
  /** Continuous piecewise linear, one switch a unit. */
  | 'cpwl-elementwise'
  /** Continuous piecewise linear, a winner among several elements. */
  | 'cpwl-multi-input'
  /** Piecewise affine or constant, with jumps. */
  | 'discontinuous'
  | 'piecewise-quadratic'
  | 'smooth'
  /** Depends on shapes, not on values. */
  | 'shape-only'
  | 'control-flow'
  | 'unsupported';

/** Which switch code a site of this operator has; "threshold" operators jump or bend at constants of their own. */
export type CodeKind = 'sign' | 'clip' | 'window' | 'winner' | 'soft-sign';

export interface Operator {
  readonly class: OperatorClass;
  /** Present when the operator makes an activation site. */
  readonly code?: CodeKind;
}

const table = new Map<string, Operator>();

/** Adds a row for each of the blank-separated names. */
function row(operator: Operator, names: string, domain = ''): void {
  for (const name of names.split(/\s+/)) table.set(`${domain}:${name}`, operator);
}

// Standard domain, opset 7 to 24.
row(
  { class: 'affine-fold' },
  `Gemm MatMul Conv ConvTranspose Mul Div BatchNormalization AveragePool GlobalAveragePool ReduceSum ReduceMean
   Pad Resize Upsample Neg CumSum Einsum Trilu DequantizeLinear DFT STFT Col2Im`,
);
row(
  { class: 'affine-routing' },
  `Identity Dropout Cast CastLike Reshape Flatten Transpose Squeeze Unsqueeze Slice Split Gather GatherElements
   GatherND DepthToSpace SpaceToDepth Expand Tile ReverseSequence CenterCropPad Compress`,
);
row(
  { class: 'affine-two-input' },
  'Add Sub Sum Mean Concat Where ScatterElements ScatterND Scatter TensorScatter',
);
row({ class: 'cpwl-elementwise', code: 'sign' }, 'Relu LeakyRelu PRelu Abs');
row({ class: 'cpwl-elementwise', code: 'clip' }, 'Clip HardSigmoid Shrink');
row({ class: 'cpwl-elementwise' }, 'ReduceL1');
row({ class: 'cpwl-multi-input', code: 'winner' }, 'Max Min');
row({ class: 'cpwl-multi-input', code: 'window' }, 'MaxPool GlobalMaxPool ReduceMax ReduceMin');
row({ class: 'cpwl-multi-input' }, 'MaxRoiPool');
row({ class: 'discontinuous', code: 'clip' }, 'ThresholdedRelu');
row({ class: 'discontinuous', code: 'sign' }, 'Sign');
row(
  { class: 'discontinuous' },
  `Floor Ceil Round Mod Equal Greater GreaterOrEqual Less LessOrEqual Not And Or Xor IsNaN IsInf ArgMax ArgMin Hardmax
   TopK Unique NonZero NonMaxSuppression OneHot QuantizeLinear DynamicQuantizeLinear QLinearConv QLinearMatMul
   ConvInteger MatMulInteger BitShift BitwiseAnd BitwiseOr BitwiseXor BitwiseNot MaxUnpool`,
);
row({ class: 'piecewise-quadratic', code: 'clip' }, 'HardSwish');
row(
  { class: 'smooth', code: 'soft-sign' },
  'Sigmoid Tanh Softplus Softsign Elu Celu Selu Gelu Mish Swish Erf',
);
row(
  { class: 'smooth' },
  `Softmax LogSoftmax LayerNormalization InstanceNormalization GroupNormalization RMSNormalization
   MeanVarianceNormalization LpNormalization LRN Exp Log Sqrt Reciprocal Pow Sin Cos Tan Asin Acos Atan Sinh Cosh
   Asinh Acosh Atanh ReduceL2 ReduceLogSum ReduceLogSumExp ReduceProd ReduceSumSquare LpPool GlobalLpPool Det
   RNN LSTM GRU Attention RotaryEmbedding GridSample AffineGrid RoiAlign DeformConv NegativeLogLikelihoodLoss
   SoftmaxCrossEntropyLoss`,
);
row(
  { class: 'shape-only' },
  'Shape Size Constant ConstantOfShape EyeLike Range HannWindow HammingWindow BlackmanWindow MelWeightMatrix',
);
row({ class: 'control-flow' }, 'If Loop Scan SequenceMap');
row(
  { class: 'unsupported' },
  `RandomNormal RandomNormalLike RandomUniform RandomUniformLike Multinomial Bernoulli
   SequenceConstruct SequenceEmpty SequenceInsert SequenceErase SequenceAt SequenceLength SplitToSequence
   ConcatFromSequence Optional OptionalGetElement OptionalHasElement StringNormalizer StringConcat StringSplit
   RegexFullMatch TfIdfVectorizer ImageDecoder`,
);

// Fusions ONNX Runtime's own optimiser writes into saved models.
row({ class: 'smooth', code: 'soft-sign' }, 'Gelu FastGelu QuickGelu BiasGelu', 'com.microsoft');
row(
  { class: 'smooth' },
  `Attention MultiHeadAttention GroupQueryAttention SkipLayerNormalization SimplifiedLayerNormalization
   SkipSimplifiedLayerNormalization EmbedLayerNormalization BiasSoftmax FusedConv FusedGemm BiasSplitGelu`,
  'com.microsoft',
);
row({ class: 'affine-fold' }, 'FusedMatMul TransposeMatMul', 'com.microsoft');

/** The operator's row, or `undefined` for one that is not in the table. `domain` "" is the standard one. */
export function operatorOf(domain: string, op: string): Operator | undefined {
  return table.get(`${domain}:${op}`);
}
