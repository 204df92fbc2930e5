"""What a Python user runs from files to domains, stage by stage, timed; the last line says how long and how good."""
import json
import sys
import time

import warnings

warnings.filterwarnings("ignore")
stages = {}


def stage(name, work):
    started = time.perf_counter()
    value = work()
    stages[name] = stages.get(name, 0) + time.perf_counter() - started
    return value


def imports():
    global ari, build_graph, GaussianMixture, MNN, muon, np, PCA, sc, torch, train, utils
    import muon
    import numpy as np
    import scanpy as sc
    import smart.build_graph as build_graph
    import smart.MNN as MNN
    import smart.train as train
    import smart.utils as utils
    import torch
    import umap  # noqa: F401
    from sklearn.decomposition import PCA
    from sklearn.metrics import adjusted_rand_score as ari
    from sklearn.mixture import GaussianMixture


stage("imports", imports)
torch.set_num_threads(2)
utils.set_seed(2024)
folder = sys.argv[1]
rna, adt = stage("read", lambda: [sc.read_h5ad(f"{folder}/{name}.h5ad") for name in ("rna", "adt")])


def genes():
    sc.pp.filter_genes(rna, min_cells=10)
    sc.pp.highly_variable_genes(rna, flavor="seurat_v3", n_top_genes=3000)


def scale():
    sc.pp.normalize_total(rna, target_sum=1e4)
    sc.pp.log1p(rna)
    sc.pp.scale(rna)


def proteins():
    muon.prot.pp.clr(adt)
    sc.pp.scale(adt)
    adt.obsm["feat"] = utils.pca(adt, n_comps=30)


def graphs():
    for each in (rna, adt):
        build_graph.Cal_Spatial_Net(each, model="KNN", n_neighbors=6, verbose=False)


def genes_pca():
    rna.obsm["feat"] = utils.pca(rna[:, rna.var.highly_variable].copy(), n_comps=30)


def triplets():
    return [
        MNN.Mutual_Nearest_Neighbors(each, key="feat", n_nearest_neighbors=3, farthest_ratio=0.6) for each in (rna, adt)
    ]


def training():
    x = [torch.FloatTensor(np.ascontiguousarray(each.obsm["feat"])) for each in (rna, adt)]
    edges = [torch.LongTensor(each.uns["edgeList"]) for each in (rna, adt)]
    model, losses = train.train_SMART(
        features=x, edges=edges, triplet_samples_list=drawn, weights=[1, 1, 1, 1], emb_dim=64, n_epochs=300, lr=5e-3,
        weight_decay=1e-6, device=torch.device("cpu"), window_size=10, slope=1e-4, return_loss=True,
    )
    rna.obsm["SMART"] = model(x, edges)[0].detach().numpy()
    return len(losses)


def mixture():
    z = PCA(20).fit_transform(rna.obsm["SMART"].astype("f8"))
    rna.obs["found"] = GaussianMixture(7, covariance_type="tied", random_state=0).fit_predict(z).astype(str)


stage("HVG", genes)
stage("normalise, log1p, scale", scale)
stage("PCA", genes_pca)
stage("CLR, scale, PCA of proteins", proteins)
stage("graph", graphs)
drawn = stage("triplets", triplets)
epochs = stage("train", training)
stage("mixture", mixture)
stage("neighbours", lambda: sc.pp.neighbors(rna, use_rep="SMART", n_neighbors=15))
stage("UMAP", lambda: sc.tl.umap(rna))
stage("Leiden", lambda: sc.tl.leiden(rna, resolution=1.0, random_state=0))
rna.uns.clear()
stage("write", lambda: rna.write_h5ad(f"{folder}/python.h5ad"))
quality = {"ARI mixture": ari(rna.obs.domain, rna.obs.found), "ARI Leiden": ari(rna.obs.domain, rna.obs.leiden)}
print(json.dumps({"quality": {**quality, "epochs": epochs}, "stages": stages}))
