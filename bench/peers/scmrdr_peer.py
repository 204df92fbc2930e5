"""An epoch of scMRDR in PyTorch: `eager` as a user writes it, and `best`, compiled, with a fused Adam."""
import copy
import itertools
import math
import sys

import numpy as np
import torch
import torch.nn.functional as F
from peer import serve
from torch import nn
from torch_common import compiled, load, zinb

N_BATCH, N_EPOCHS, LR, RATE = 128, 100, 1e-3, 0.2
BETA, GAMMA, LAMBDA = 2.0, 5.0, 5.0
form = sys.argv[2]


def weights(name):
    return load(f"w.{name}")


def linear(name):
    weight = weights(f"{name}.weight").T.contiguous()
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight.data, layer.bias.data = weight, weights(f"{name}.bias")
    return layer


def hidden(name, slope):
    layers = []
    for at in ("1", "2"):
        first = linear(f"{name}.{at}.linear")
        layers += [first, nn.BatchNorm1d(first.out_features), nn.LeakyReLU(slope), nn.Dropout(RATE)]
    return nn.Sequential(*layers)


class Encoder(nn.Module):
    def __init__(self, name):
        super().__init__()
        self.hidden, self.mean, self.log_var = hidden(name, 0.01), linear(f"{name}.mean"), linear(f"{name}.logVar")

    def forward(self, x):
        h = self.hidden(x)
        return self.mean(h), self.log_var(h)


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.shared, self.specific = Encoder("shared"), Encoder("specific")
        self.prior = nn.Sequential(linear("prior.1"), nn.LeakyReLU(0.1), nn.Dropout(RATE), linear("prior.2"))
        self.decoder, self.mean, self.dropout = hidden("decoder", 0.1), linear("decoder.mean"), linear("decoder.dropout")
        self.log_theta = nn.Parameter(weights("logTheta"))


def sample(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var) * noise


def kl(mean, log_var, prior_mean, prior_log_var):
    apart = (log_var.exp() + (mean - prior_mean) ** 2) / prior_log_var.exp()
    return 0.5 * (prior_log_var - log_var + apart - 1).sum(1).mean()


def distances(z):
    # The default goes through inner products, whose rounding the square root enlarges.
    return torch.cdist(z, z, compute_mode="donot_use_mm_for_euclid_dist")


def discriminator_loss(x, modality, noise):
    with torch.no_grad():
        z = sample(*vae.shared(torch.log1p(x)), noise)
    return F.cross_entropy(discriminator(z), modality)


def vae_loss(x, modality, noise, specific_noise):
    log_x, one_hot = torch.log1p(x), F.one_hot(modality, 2).float()
    mean_s, log_var_s = vae.shared(log_x)
    mean_p, log_var_p = vae.specific(torch.cat([log_x, one_hot], 1))
    z = sample(mean_s, log_var_s, noise)
    h = vae.decoder(torch.cat([z, sample(mean_p, log_var_p, specific_noise)], 1))
    mean = torch.softmax(vae.mean(h), 1) * x.sum(1, keepdim=True)
    recon = zinb(x, mean, vae.log_theta.exp()[modality], torch.sigmoid(vae.dropout(h))).sum(1).mean()
    prior_mean, prior_log_var = vae.prior(one_hot).split(1, 1)
    zero = torch.zeros(())
    kls = kl(mean_s, log_var_s, zero, zero) + kl(mean_p, log_var_p, prior_mean, prior_log_var)
    same = modality[:, None] == modality[None, :]
    off = distances(torch.cat([mean_s, mean_p], 1)) - distances(mean_s)
    isometry = (off**2 * same).sum() / len(x)
    adversarial = -F.cross_entropy(discriminator(z), modality)
    return recon + BETA * kls + GAMMA * isometry + LAMBDA * adversarial


def without_draws():
    """Loss of the autoencoder on the first mini-batch and length of its gradient without dropout and noise."""
    kept = copy.deepcopy([vae.state_dict(), discriminator.state_dict()])
    vae.train(), discriminator.eval()
    for layer in vae.modules():
        if isinstance(layer, nn.Dropout):
            layer.eval()
    cells = orders[0][:N_BATCH]
    nothing = torch.zeros(N_BATCH, vae.shared.mean.out_features)
    loss = vae_loss(counts[cells], modality[cells], nothing, nothing)
    loss.backward()
    length = nn.utils.clip_grad_norm_([*vae.parameters(), *discriminator.parameters()], math.inf)
    vae.zero_grad(), discriminator.zero_grad()
    vae.load_state_dict(kept[0]), discriminator.load_state_dict(kept[1])
    return loss.item(), length.item()


def move(loss, model, optimizer, lr):
    """One step of one network; the length of all gradients that there are is bounded, as the authors do it."""
    both = [*vae.parameters(), *discriminator.parameters()]
    loss.backward()
    nn.utils.clip_grad_norm_([p for p in both if p.grad is not None], 1.0)
    for group in optimizer.param_groups:
        group["lr"] = lr
    optimizer.step()
    for p in both:
        p.grad = None


def epoch():
    sums = []
    for cells in orders[len(losses) % len(orders)].split(N_BATCH):
        lr = LR * (1 + math.cos(math.pi * next(steps) / (N_EPOCHS * len(counts) // N_BATCH))) / 2
        x, m = counts[cells], modality[cells]
        noise = [torch.randn(N_BATCH, vae.shared.mean.out_features) for _ in range(3)]
        vae.eval(), discriminator.train()
        move(discriminator_loss(x, m, noise[0]), discriminator, discriminator_adam, lr)
        vae.train(), discriminator.eval()
        loss = vae_loss(x, m, noise[1], noise[2])
        move(loss, vae, vae_adam, lr)
        sums.append(loss.item())
    losses.append(float(np.mean(sums)))


torch.manual_seed(0)
indptr, indices, values = load("indptr").long(), load("indices").long(), load("counts")
vae = Vae()
discriminator = nn.Sequential(hidden("discriminator", 0.01), linear("discriminator.logits"))
counts = torch.zeros(len(indptr) - 1, vae.mean.out_features)
counts[torch.arange(len(counts)).repeat_interleave(indptr.diff()), indices] = values
modality = load("modality").long()
orders = [load(f"order{epoch}").long() for epoch in range(16)]
steps = itertools.count()
loss, length = without_draws()
losses = [loss]
if form == "best":
    discriminator_loss, vae_loss = compiled(discriminator_loss), compiled(vae_loss)
fused = True if form == "best" else None
vae_adam = torch.optim.Adam(vae.parameters(), lr=LR, fused=fused)
discriminator_adam = torch.optim.Adam(discriminator.parameters(), lr=LR, fused=fused)
serve(["torch"], epoch, lambda _: {"gradient": length}, losses=losses)
