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
  /**
   * Where a soft switch is neither off nor on (geometry-spec 1.9), in units of its input with default attributes: its gate
   * (x·gate(x)), its slope, or for a curve between two levels its rise lies between 10 % and 90 %.
   */
  readonly softBand?: readonly [low: number, high: number];
}

const table = new Map<string, Operator>();

/** Adds a row for each of the blank-separated names. */
function row(operator: Operator, names: string, domain = ''): void {
  for (const name of names.split(/\s+/)) table.set(`${domain}:${name}`, operator);
}

/** A smooth unit that switches at 0, with its soft band: symmetric when only its upper end is given. */
function softSwitch(high: number, names: string, { low = -high, domain = '' } = {}): void {
  row({ class: 'smooth', code: 'soft-sign', softBand: [low, high] }, names, domain);
}

// Standard domain, opset 7 to 26.
row(
  { class: 'affine-fold' },
  `Gemm MatMul Conv ConvTranspose Mul Div BatchNormalization AveragePool GlobalAveragePool ReduceSum ReduceMean
   Pad Resize Upsample Neg CumSum Einsum Trilu DequantizeLinear DFT STFT Col2Im Affine Scale ImageScaler`,
);
row(
  { class: 'affine-routing' },
  `Identity Dropout Cast CastLike Reshape Flatten Transpose Squeeze Unsqueeze Slice Split Gather GatherElements
   GatherND DepthToSpace SpaceToDepth Expand Tile ReverseSequence CenterCropPad Crop Compress`,
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
   ConvInteger MatMulInteger BitShift BitwiseAnd BitwiseOr BitwiseXor BitwiseNot BitCast MaxUnpool`,
);
row({ class: 'piecewise-quadratic', code: 'clip', softBand: [-3, 3] }, 'HardSwish');
// Sigmoid, and what it gates or is the slope of: 2.1972 = logit(0.9).
softSwitch(2.1972, 'Sigmoid Swish Softplus ParametricSoftplus');
// Φ⁻¹(0.9).
softSwitch(1.2816, 'Gelu');
// Half the distance between the levels −1 and 1 each way: atanh(0.8), 0.8/(1 − 0.8), erf⁻¹(0.8).
softSwitch(1.0986, 'Tanh ScaledTanh');
softSwitch(4, 'Softsign');
softSwitch(0.9062, 'Erf');
// tanh(softplus(x)) = 0.1 and 0.9.
softSwitch(1.2115, 'Mish', { low: -2.2486 });
// Slope below 0, against that above it: eˣ = 0.1 and 0.9; for Selu α = 1.6733 times that.
softSwitch(-0.1054, 'Elu Celu', { low: -2.3026 });
softSwitch(-0.6202, 'Selu', { low: -2.8174 });
row(
  { class: 'smooth' },
  `Softmax LogSoftmax LayerNormalization SimplifiedLayerNormalization InstanceNormalization GroupNormalization
   RMSNormalization MeanVarianceNormalization LpNormalization LRN Exp Log Sqrt Reciprocal Pow Sin Cos Tan Asin Acos Atan
   Sinh Cosh Asinh Acosh Atanh ReduceL2 ReduceLogSum ReduceLogSumExp ReduceProd ReduceSumSquare CumProd LpPool
   GlobalLpPool Det RNN LSTM GRU GRUUnit Attention RotaryEmbedding GridSample AffineGrid RoiAlign DeformConv
   NegativeLogLikelihoodLoss SoftmaxCrossEntropyLoss`,
);
row(
  { class: 'shape-only' },
  `Shape Size Constant ConstantOfShape EyeLike Range HannWindow HammingWindow BlackmanWindow MelWeightMatrix
   GivenTensorFill ConstantFill`,
);
row({ class: 'control-flow' }, 'If Loop Scan SequenceMap');
row(
  { class: 'unsupported' },
  `RandomNormal RandomNormalLike RandomUniform RandomUniformLike Multinomial Bernoulli
   SequenceConstruct SequenceEmpty SequenceInsert SequenceErase SequenceAt SequenceLength SplitToSequence
   ConcatFromSequence Optional OptionalGetElement OptionalHasElement StringNormalizer StringConcat StringSplit
   RegexFullMatch TfIdfVectorizer ImageDecoder ATen`,
);

// Fusions and quantised operators that ONNX Runtime's own optimiser and quantiser write into saved models.
const fused = 'com.microsoft';
softSwitch(1.2816, 'Gelu FastGelu BiasGelu', { domain: fused });
// logit(0.9) / 1.702.
softSwitch(1.291, 'QuickGelu', { domain: fused });
row({ class: 'affine-fold' }, 'FusedMatMul TransposeMatMul DequantizeLinear', fused);
row({ class: 'affine-two-input' }, 'BiasAdd', fused);
row(
  { class: 'smooth' },
  `Attention MultiHeadAttention DecoderAttention DecoderMaskedMultiHeadAttention DecoderMaskedSelfAttention
   GroupQueryAttention LinearAttention PackedAttention PackedMultiHeadAttention PagedAttention SparseAttention
   SkipLayerNormalization SimplifiedLayerNormalization SkipSimplifiedLayerNormalization SkipGroupNorm
   EmbedLayerNormalization BiasSoftmax BiasSplitGelu FusedConv FusedGemm FusedMatMulActivation GemmFastGelu NhwcConv
   NhwcFusedConv RotaryEmbedding RelativePositionBias GatedRelativePositionBias MoE CDist Inverse`,
  fused,
);
row(
  { class: 'discontinuous' },
  `QuantizeLinear QAttention QEmbedLayerNormalization QGemm QLinearAdd QLinearAveragePool QLinearConcat QLinearConv
   QLinearGlobalAveragePool QLinearLeakyRelu QLinearMul QLinearReduceMean QLinearSigmoid QLinearSoftmax QLinearWhere
   QMoE DynamicQuantizeLSTM DynamicQuantizeMatMul MatMulInteger16 MatMulIntegerToFloat`,
  fused,
);
row({ class: 'control-flow' }, 'BeamSearch GreedySearch Sampling WhisperBeamSearch', fused);

// Classical machine learning, as scikit-learn's exporter writes it.
const classical = 'ai.onnx.ml';
row({ class: 'affine-fold' }, 'Scaler LinearRegressor', classical);
row({ class: 'affine-routing' }, 'ArrayFeatureExtractor', classical);
row({ class: 'affine-two-input' }, 'FeatureVectorizer', classical);
row({ class: 'smooth' }, 'Normalizer LinearClassifier SVMClassifier SVMRegressor', classical);
row(
  { class: 'discontinuous' },
  `Binarizer CategoryMapper Imputer LabelEncoder OneHotEncoder TreeEnsemble TreeEnsembleClassifier
   TreeEnsembleRegressor`,
  classical,
);
row({ class: 'unsupported' }, 'CastMap DictVectorizer ZipMap', classical);

/** The operator's row, or `undefined` for one that is not in the table. `domain` "" is the standard one. */
export function operatorOf(domain: string, op: string): Operator | undefined {
  return table.get(`${domain}:${op}`);
}

/** Every row of the table, in its order. */
export function allOperators(): { domain: string; op: string; operator: Operator }[] {
  return [...table].map(([key, operator]) => {
    const colon = key.indexOf(':');
    return { domain: key.slice(0, colon), op: key.slice(colon + 1), operator };
  });
}
