"""A step of a variational autoencoder of scMRDR's size in PyTorch: `eager` as a user writes it, and `best`, compiled."""
import sys

import torch
import torch.nn.functional as F
from peer import serve
from torch_common import compiled, load, load_weights, zinb

N_BATCH, BETA = 128, 2.0
form = sys.argv[2]
w = load_weights()
counts, noise = load("counts").split(N_BATCH), load("noise").split(N_BATCH)


def linear(h, name):
    return h @ w[f"{name}.weight"] + w[f"{name}.bias"]


def norm(h, name):
    return F.batch_norm(h, None, None, w[f"{name}.weight"], w[f"{name}.bias"], training=True, eps=1e-5)


def loss(x, eps):
    h = F.leaky_relu(norm(linear(torch.log1p(x), "encoder"), "encoder.bn"), 0.01)
    mu, logvar = linear(h, "mu"), linear(h, "logvar")
    z = mu + torch.exp(0.5 * logvar) * eps
    d = F.leaky_relu(norm(linear(z, "decoder"), "decoder.bn"), 0.1)
    rho, pi = torch.softmax(linear(d, "rho"), 1), torch.sigmoid(linear(d, "pi"))
    reconstruction = zinb(x, rho * x.sum(1, keepdim=True), torch.exp(w["log_theta"]), pi).sum(1).mean()
    kl = 0.5 * (torch.exp(logvar) + mu**2 - 1 - logvar).sum(1).mean()
    return reconstruction + BETA * kl


if form == "best":
    loss = compiled(loss)
optimizer = torch.optim.Adam(w.values(), lr=1e-3, fused=True if form == "best" else None)
losses = []


def step():
    turn = len(losses) % len(counts)
    optimizer.zero_grad()
    value = loss(counts[turn], noise[turn])
    value.backward()
    optimizer.step()
    losses.append(value.item())


serve(["torch"], step, lambda _: {}, losses=losses)
