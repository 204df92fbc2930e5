/** A script for pages: `fill(packed)` undoes what `inlineState` did, and gives a state with its buffers in place. */
export const FILL = `
const decode = (text) => new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);
export const fill = ({ state, buffers }) => {
  for (const { path, data } of buffers) {
    let at = state;
    for (const key of path.slice(0, -1)) at = at[key];
    at[path.at(-1)] = decode(data);
  }
  return state;
};
`;
