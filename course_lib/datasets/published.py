"""What is published where: addresses, sizes and checksums of the sets that are downloaded on demand."""

from dataclasses import dataclass

__all__ = ["CIFAR10", "FASHION_MNIST", "IMDB", "MNIST", "PublishedFile", "PublishedSet"]


@dataclass(frozen=True)
class PublishedFile:
    """One file: its name, its size in bytes, the SHA-256 of its content, and every place that serves it."""

    name: str
    size: int
    sha256: str
    urls: tuple[str, ...]


@dataclass(frozen=True)
class PublishedSet:
    """The files of one set, the folder of the cache they live in, and what their use asks for."""

    title: str
    folder: str
    files: tuple[PublishedFile, ...]
    terms: str  # whom to cite, and the license

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def _idx_files(hosts, images, labels, test_images, test_labels):
    names = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
    numbers = (images, labels, test_images, test_labels)
    return tuple(
        PublishedFile(f"{name}-ubyte.gz", *number, tuple(f"{host}{name}-ubyte.gz" for host in hosts))
        for name, number in zip(names, numbers, strict=True)
    )


# Sizes and SHA-256: tensorflow/datasets, url_checksums/mnist.txt; SHA-256 also in pytorch/vision,
# torchvision/prototype/datasets/_builtin/mnist.py. Addresses: pytorch/vision, torchvision/datasets/mnist.py
# (with the MD5 f68b3c2d…, d53e105e…, 9fb629c4…, ec29112d…), and tensorflow/datasets. License: as keras,
# keras/src/datasets/mnist.py, states it.
MNIST = PublishedSet(
    "MNIST",
    "mnist",
    _idx_files(
        (
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
        ),
        (9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        (28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        (1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        (4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ),
    "LeCun, Cortes and Burges; CC BY-SA 3.0",
)

# Sizes and SHA-256: tensorflow/datasets, url_checksums/fashion_mnist.txt; SHA-256 also in keras,
# keras/src/datasets/fashion_mnist.py, with the first address. The second stands in the README of the authors,
# zalandoresearch/fashion-mnist (with the MD5 8d4fb7e6…, 25c81989…, bef4ecab…, bb300cfd…); we hashed the two
# label files of that repository.
FASHION_MNIST = PublishedSet(
    "Fashion-MNIST",
    "fashion-mnist",
    _idx_files(
        (
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        ),
        (26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        (29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        (4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        (5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
    ),
    "Xiao, Rasul and Vollgraf 2017; MIT",
)

# SHA-256: keras, keras/src/datasets/cifar10.py, and pytorch/vision, prototype/datasets/_builtin/cifar.py.
# The authors' page and torchvision give the MD5 c58f30108f718f92721af3b95e74349a; so does PaddlePaddle,
# python/paddle/vision/datasets/cifar.py, with the second address. Size: wget and keras logs.
CIFAR10 = PublishedSet(
    "CIFAR-10",
    "cifar-10",
    (
        PublishedFile(
            "cifar-10-python.tar.gz",
            170_498_071,
            "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
            (
                "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
                "https://dataset.bj.bcebos.com/cifar/cifar-10-python.tar.gz",
            ),
        ),
    ),
    "Krizhevsky 2009; no license stated, please cite the report",
)

# Size and SHA-256: tensorflow/datasets, url_checksums/imdb_reviews.txt, and huggingface/datasets,
# datasets/imdb/dataset_infos.json. pytorch/text gives the MD5 7c2ac02c03563afcf9b574c7e56c153a; so does
# PaddlePaddle, python/paddle/dataset/imdb.py, with the second address.
IMDB = PublishedSet(
    "IMDB",
    "imdb",
    (
        PublishedFile(
            "aclImdb_v1.tar.gz",
            84_125_825,
            "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe",
            (
                "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz",
                "https://dataset.bj.bcebos.com/imdb%2FaclImdb_v1.tar.gz",
            ),
        ),
    ),
    "Maas et al. 2011; no license stated, please cite the paper",
)
