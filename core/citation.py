"""The paper that the method is of, as one cites it, and where its authors publish their weights."""

PAPER = "https://arxiv.org/abs/2311.13535"

PUBLISHED_AT = "https://github.com/cnnlstm/DiffusionMat"
"""The authors' repository, whose README links the two files of weights."""

CITATION = """\
@article{xu2023diffusionmat,
  title   = {DiffusionMat: Alpha Matting as Sequential Refinement Learning},
  author  = {Xu, Yangyang and He, Shengfeng and Shao, Wenqi and Wong, Kwan-Yee K. and Qiao, Yu and Luo, Ping},
  journal = {arXiv preprint arXiv:2311.13535},
  year    = {2023}
}
"""
"""In BibTeX, as in the README."""
