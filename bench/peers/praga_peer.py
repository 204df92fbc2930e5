"""A step of PRAGA's form in PyTorch, the graph learned: `eager` on edges by index_add, `best` on edges by embedding_bag
and compiled, `dense` with N x N matrices as its authors do."""
import sys

import torch
import torch.nn.functional as F
from peer import serve
from torch_common import compiled, load, load_weights

form = sys.argv[2]
w = load_weights()
x = [load(f"x{m}") for m in (0, 1)]
n = len(x[0])


class Edges:
    """Every entry of a symmetric sparse matrix, and which undirected edge it belongs to."""

    def __init__(self, name):
        indptr, self.cols = load(f"{name}.indptr").long(), load(f"{name}.indices").long()
        self.rows = torch.arange(n).repeat_interleave(indptr.diff())
        self.edge, self.values = load(f"{name}.edges").long(), load(f"{name}.values")
        self.diagonal = torch.zeros(len(self.values)).index_add(0, self.edge, (self.rows == self.cols).float())
        self.twice = 2 - self.diagonal
        starts, cols, rows = indptr[:-1].contiguous(), self.cols, self.rows

        class Product(torch.autograd.Function):
            @staticmethod
            def forward(ctx, values, h):
                ctx.save_for_backward(values, h)
                return F.embedding_bag(cols, h, starts, mode="sum", per_sample_weights=values)

            @staticmethod
            def backward(ctx, gradient):
                values, h = ctx.saved_tensors
                gradient = gradient.contiguous()
                to_h = F.embedding_bag(cols, gradient, starts, mode="sum", per_sample_weights=values)
                return ((gradient[rows] * h[cols]).sum(1) if ctx.needs_input_grad[0] else None), to_h

        self.product = Product.apply

    def times(self, values, h):
        values = values[self.edge]
        if form == "best":
            return self.product(values, h)
        return torch.zeros(n, h.shape[1]).index_add(0, self.rows, values[:, None] * h[self.cols])

    def normalized(self, p):
        a = torch.relu(p) + self.diagonal
        scale = torch.zeros(n).index_add(0, self.rows, a[self.edge]) ** -0.5
        upper = self.upper
        return a * scale[upper[0]] * scale[upper[1]]

    @property
    def upper(self):
        if not hasattr(self, "_upper"):
            kept = self.rows <= self.cols
            self._upper = (self.rows[kept], self.cols[kept])
        return self._upper

    def distance(self, a, b):
        return (self.twice * (a - b) ** 2).sum().sqrt()

    def dense(self):
        return torch.zeros(n, n).index_put((self.rows, self.cols), self.values[self.edge])


spatial, learned = Edges("spatial"), [Edges(f"learned{m}") for m in (0, 1)]
for graph in learned:
    graph.upper

if form == "dense":
    s = spatial.dense()
    p = [graph.dense().requires_grad_() for graph in learned]

    def graph_of(m):
        a = torch.relu((p[m] + p[m].T) / 2) + torch.eye(n)
        scale = a.sum(1) ** -0.5
        return scale[:, None] * a * scale

    def mix(m, a, y):
        # The authors write this as a 1 x 1 convolution over two channels, which is ten times slower still.
        return (w[f"mix{m}.spatial"] * s + w[f"mix{m}.feature"] * a + w[f"mix{m}.bias"]) @ y

    def smooth(h):
        return s @ h

    def distance(m, a, b):
        return torch.linalg.norm(a - b)
else:
    p = [graph.values.clone().requires_grad_() for graph in learned]
    for graph, values in zip(learned, p):
        values.register_hook(lambda g, graph=graph: g / graph.twice)

    def graph_of(m):
        return learned[m].normalized(p[m])

    def mix(m, a, y):
        both = w[f"mix{m}.spatial"] * smooth(y) + w[f"mix{m}.feature"] * learned[m].times(a, y)
        return both + w[f"mix{m}.bias"] * y.sum(0, keepdim=True)

    def smooth(h):
        return spatial.times(spatial.values, h)

    def distance(m, a, b):
        return learned[m].distance(a, b)


def loss(first, c):
    a = [graph_of(m) for m in (0, 1)]
    if not first:
        c = [0.9 * old + 0.1 * new.detach() for old, new in zip(c, a)]
    h = [mix(m, a[m], x[m] @ w[f"encoder{m}.weight"]) for m in (0, 1)]
    z = torch.cat(h, 1) @ w["fc1.weight"] + w["fc1.bias"]
    z = z @ w["fc2.weight"] + w["fc2.bias"]
    total = sum(5 * F.mse_loss(smooth(z @ w[f"decoder{m}.weight"]), x[m]) for m in (0, 1))
    return total + sum(distance(m, a[m], c[m]) for m in (0, 1)) / 2, c


reference = [values.detach().clone() for values in p]
if form == "best":
    loss = compiled(loss)
fused = True if form == "best" else None
optimizer = torch.optim.SGD([*w.values(), *p], lr=0.001, momentum=0.9, weight_decay=5e-3, fused=fused)
losses = []


def step():
    global reference
    optimizer.zero_grad()
    value, reference = loss(not losses, reference)
    value.backward()
    optimizer.step()
    losses.append(value.item())


serve(["torch"], step, lambda _: {}, losses=losses)
