import { type ValueInfo } from '../model.ts';
import {
  type TensorShapeProto_Dimension,
  type ValueInfoProto,
} from '../schema/onnx_pb.generated.ts';
import { elementTypeName } from '../tensor/elementType.ts';

/** Name, element type and shape of a declared value; sequences, maps and optionals keep their kind as type. */
export function valueInfo(proto: ValueInfoProto): ValueInfo {
  const type = proto.type?.value ?? { case: undefined };
  switch (type.case) {
    case 'tensorType':
      return {
        name: proto.name,
        type: elementTypeName(type.value.elemType),
        shape: type.value.shape?.dim.map(dimension),
      };
    case undefined:
      return { name: proto.name, type: 'undefined', shape: undefined };
    default:
      return { name: proto.name, type: type.case.replace(/Type$/, ''), shape: undefined };
  }
}

/** Exporters write unknown dimensions as nothing at all, as an empty name, or as 0 or −1. */
function dimension(dim: TensorShapeProto_Dimension): number | string {
  if (dim.value.case === 'dimValue' && dim.value.value > 0n) return Number(dim.value.value);
  if (dim.value.case === 'dimParam' && dim.value.value !== '') return dim.value.value;
  return '?';
}
