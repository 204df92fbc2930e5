"""One epoch of SMART in PyTorch: `eager` as a user writes it, `best`, and `cached`, the best with the neighbours' means
of the features worked out once."""
import sys

import torch
import torch.nn.functional as F
from peer import serve
from torch_common import BagMean, compiled, CsrMean, load, load_weights

MODALITIES = ("rna", "adt")
form = sys.argv[2]
w = load_weights()
x = [load(f"x.{m}") for m in MODALITIES]
triplets = [load(f"triplets.{m}").long().T.contiguous() for m in MODALITIES]
mean = (CsrMean if form == "eager" else BagMean)(load("indptr").long(), load("indices").long())
constant = [mean(features) for features in x] if form == "cached" else None


def sage(h, name, normalize=True, known=None):
    neighbors = mean(h) if known is None else known
    h = neighbors @ w[f"{name}.neighbor.weight"] + h @ w[f"{name}.self.weight"] + w[f"{name}.neighbor.bias"]
    return F.normalize(F.relu(h), dim=1, eps=1e-12)


def loss():
    encoded = []
    for i, m in enumerate(MODALITIES):
        encoded.append(sage(sage(x[i], f"encoder.{m}.1", known=constant and constant[i]), f"encoder.{m}.2"))
    z = torch.cat(encoded, 1) @ w["fusion.weight"] + w["fusion.bias"]
    total = 0
    for i, m in enumerate(MODALITIES):
        total = total + 0.5 * F.mse_loss(sage(sage(z, f"decoder.{m}.1"), f"decoder.{m}.2"), x[i])
    for a, p, n in triplets:
        total = total + 0.5 * F.triplet_margin_loss(z[a], z[p], z[n], margin=1.0, eps=1e-6)
    return total


if form != "eager":
    loss = compiled(loss)
optimizer = torch.optim.Adam(w.values(), lr=1e-3, weight_decay=1e-6, fused=True if form != "eager" else None)
losses = []


def step():
    optimizer.zero_grad()
    value = loss()
    value.backward()
    optimizer.step()
    losses.append(value.item())


serve(["torch"], step, lambda _: {}, losses=losses)
