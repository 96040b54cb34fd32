// For React alone: the package needs nothing here.
import react from '@vitejs/plugin-react';

export default { plugins: [react()] };
