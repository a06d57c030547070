// Why a file cannot be shown. The code has words in assets/text as problem.<code>.
export type DicomCode =
  | 'dicom.broken' // it contradicts itself
  | 'dicom.truncated' // its end is missing
  | 'dicom.unsupported' // well formed, but of a kind that is not shown here
  | 'dicom.too_large'
  | 'dicom.no_picture'
  | 'dicom.codec'; // the decoder could not be loaded

export class DicomError extends Error {
  constructor(readonly code: DicomCode, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
  }
}

export const broken = (detail: string): DicomError => new DicomError('dicom.broken', detail);
