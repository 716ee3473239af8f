/**
 * The bytes are not what the ONNX format promises. `message` is a short phrase ("it ends inside a field");
 * {@link import('../openModel.ts').openModel} turns it into a UserError that names the file.
 */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}
