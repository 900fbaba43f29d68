"""Five measured sets that ship inside scikit-learn: small, real and always at hand."""

import numpy as np

from course_lib.datasets.types import Dataset

__all__ = ["load_breast_cancer", "load_diabetes", "load_digits", "load_iris", "load_wine"]


def load_diabetes() -> Dataset:
    """442 patients, ten measurements each; the target is the progress of diabetes one year later.

    The numbers are the measured ones: scikit-learn scales them unless told not to. The unit of the
    progress score is the authors' own. s1 … s6 are blood serum measurements: total cholesterol, LDL, HDL,
    total cholesterol over HDL, possibly the logarithm of triglycerides, and blood sugar.

    Returns
    -------
    Dataset with X (442, 10) and y (442,) in [25, 346].

    References
    ----------
    Efron, Hastie, Johnstone and Tibshirani, "Least Angle Regression", *Annals of Statistics* 32, 2004,
    407–499.
    """
    from sklearn import datasets

    raw = datasets.load_diabetes(scaled=False)
    units = {"age": "years", "bmi": "kg/m²"}
    return _table(
        raw, "Efron et al. 2004", units, target_name="progression after one year", target_unit="score"
    )


def load_breast_cancer() -> Dataset:
    """569 tumours, thirty shape measurements of their cell nuclei each; malignant (0) or benign (1).

    Ten properties were measured on every nucleus in an image; the table holds the mean, the standard error
    and the worst of each. The source states no units: lengths are in its own image scale.

    Returns
    -------
    Dataset with X (569, 30) and y (569,): 212 malignant, 357 benign.

    References
    ----------
    Street, Wolberg and Mangasarian, "Nuclear feature extraction for breast tumor diagnosis", *SPIE 1905*,
    1993, 861–870.
    """
    from sklearn import datasets

    raw = datasets.load_breast_cancer()
    return _table(raw, "Street, Wolberg and Mangasarian 1993, UCI repository", {}, target_name="diagnosis")


def load_wine() -> Dataset:
    """178 wines from one region and three growers; thirteen chemical measurements each.

    The scales differ by four orders of magnitude, which makes it the set to show what standardizing does.
    The source states no units.

    Returns
    -------
    Dataset with X (178, 13) and y (178,): 59, 71 and 48 wines.
    """
    from sklearn import datasets

    raw = datasets.load_wine()
    return _table(raw, "Forina et al., PARVUS; UCI repository", {}, target_name="grower")


def load_iris() -> Dataset:
    """150 iris flowers of three species; length and width of sepal and petal in centimeters.

    Returns
    -------
    Dataset with X (150, 4) and y (150,), fifty of each species.

    References
    ----------
    Fisher, "The use of multiple measurements in taxonomic problems", *Annals of Eugenics* 7, 1936, 179–188.
    """
    from sklearn import datasets

    raw = datasets.load_iris()
    raw.feature_names = [name.removesuffix(" (cm)") for name in raw.feature_names]
    return _table(raw, "Fisher 1936", dict.fromkeys(raw.feature_names, "cm"), target_name="species")


def load_digits(as_images: bool = False) -> Dataset:
    """1,797 handwritten digits of 8 × 8 pixels.

    A pixel counts the inked dots, 0 to 16, in a 4 × 4 block of the scanned 32 × 32 bitmap.

    Parameters
    ----------
    as_images : bool
        True gives X the layout of images, (N, C, H, W) = (1797, 1, 8, 8); otherwise (1797, 64).

    References
    ----------
    Alpaydin and Kaynak, "Cascading classifiers", *Kybernetika* 34, 1998, 369–374.
    """
    from sklearn import datasets

    raw = datasets.load_digits()
    if as_images:
        raw.data = raw.images[:, None]
    units = dict.fromkeys(raw.feature_names, "inked dots of 16")
    return _table(raw, "Alpaydin and Kaynak 1998, UCI repository", units, target_name="digit")


def _table(raw, origin, units, **target):
    is_class = "target_names" in raw
    return Dataset(
        np.asarray(raw.data, dtype=np.float64),
        raw.target.astype(np.int64 if is_class else np.float64),
        f"{origin}; copy inside scikit-learn",
        tuple(map(str, raw.feature_names)),
        tuple(units.get(name, "") for name in raw.feature_names),
        class_names=tuple(map(str, raw.target_names)) if is_class else (),
        **target,
    )
