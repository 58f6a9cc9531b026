import { measuredInPython } from '../python.js';

await measuredInPython({ script: 'test/bench/python/settlement_job.py', needs: 'numpy' });
