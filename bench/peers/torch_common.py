"""What the PyTorch peers share: the data, sparse means in two forms, a likelihood, and the compiler's instructions."""
import os
import pathlib
import shutil
import stat
import sys
import tempfile

import numpy as np
import torch
import torch.nn.functional as F

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
EPS = 1e-10


def load(name):
    """An array of the case's folder as a tensor."""
    return torch.from_numpy(np.load(f"{sys.argv[1]}/{name}.npy"))


def load_weights():
    """The first weights by name, each a leaf that learns."""
    files = sorted(pathlib.Path(sys.argv[1]).glob("w.*.npy"))
    return {f.name[2:-4]: torch.from_numpy(np.load(f)).requires_grad_() for f in files}


def compiled(function):
    """`function` compiled; held to the instructions of `BENCH_MARCH` where that is set."""
    march = os.environ.get("BENCH_MARCH")
    compiler = os.environ.get("CXX") or shutil.which("g++") or shutil.which("clang++")
    if compiler is None:
        sys.exit("no C++ compiler, which torch.compile needs")
    if march:
        # The last -march on the command line counts, and the compiler is called with one of its own.
        wrapper = pathlib.Path(tempfile.mkdtemp(dir=sys.argv[1])) / "g++"
        wrapper.write_text(f'#!/bin/sh\nexec {compiler} "$@" -march={march} -mprefer-vector-width=256\n')
        wrapper.chmod(wrapper.stat().st_mode | stat.S_IEXEC)
        torch._inductor.config.cpp.cxx = (None, str(wrapper))
        torch._inductor.config.cpp.simdlen = 256
    # Two processes on one machine must not share code that was made for other instructions.
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = tempfile.mkdtemp(dir=sys.argv[1])
    return torch.compile(function)


def zinb(x, mean, theta, pi):
    """Negative log-likelihood of every count under a zero-inflated negative binomial."""
    mean, theta = mean.clamp(min=EPS), theta.clamp(min=EPS)
    both = torch.log(theta + mean)
    dropped = theta * (torch.log(theta) - both)
    nb = torch.lgamma(theta) + torch.lgamma(x + 1) - torch.lgamma(x + theta) - dropped - x * (torch.log(mean) - both)
    return torch.where(x <= EPS, -torch.log(pi + (1 - pi) * dropped.exp() + EPS), nb - torch.log(1 - pi + EPS))


class CsrMean:
    """Means over the neighbours as a product with a CSR matrix: what a user writes."""

    def __init__(self, indptr, indices):
        n = len(indptr) - 1
        degree = indptr.diff()
        values = (1 / degree.clamp(min=1)).repeat_interleave(degree)
        self.matrix = torch.sparse_csr_tensor(indptr, indices, values, (n, n))

    def __call__(self, x):
        return self.matrix @ x


class BagMean:
    """Means over the neighbours by embedding_bag, and the gradient by embedding_bag on the transposed graph."""

    def __init__(self, indptr, indices):
        n = len(indptr) - 1
        degree = indptr.diff()
        rows = torch.arange(n).repeat_interleave(degree)
        order = torch.argsort(indices, stable=True)
        t_indices = rows[order]
        t_starts = torch.cat([torch.zeros(1, dtype=torch.long), torch.bincount(indices, minlength=n).cumsum(0)[:-1]])
        starts = indptr[:-1].contiguous()
        share = (1 / degree.clamp(min=1))[:, None]

        class Mean(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                return F.embedding_bag(indices, x, starts, mode="mean")

            @staticmethod
            def backward(ctx, gradient):
                return F.embedding_bag(t_indices, gradient * share, t_starts, mode="sum")

        self.apply = Mean.apply

    def __call__(self, x):
        return self.apply(x)
