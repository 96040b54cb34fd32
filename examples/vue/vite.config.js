// For Vue alone: the package needs nothing here.
import vue from '@vitejs/plugin-vue';

export default { plugins: [vue()] };
