import { createRoot } from 'react-dom/client';
import { DeleteImage } from './DeleteImage.js';

createRoot(document.getElementById('app')!).render(<DeleteImage regionId="cn-hangzhou" />);
