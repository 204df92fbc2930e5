/** Brings the twin to life in whose element the script stands. */
import { Twin } from "./twin.ts";

const root = document.currentScript?.parentElement;
if (root) new Twin(root);
