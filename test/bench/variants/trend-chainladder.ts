import { measuredInPython } from '../python.js';

await measuredInPython();
