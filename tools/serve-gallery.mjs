// Serves build/gallery. Arguments: address, port.
import { galleryServer } from '../tests/gallery/support.mjs';

const [host = '127.0.0.1', port = '8080'] = process.argv.slice(2);
galleryServer().listen(Number(port), host);
