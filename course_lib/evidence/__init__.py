"""How sure may we be? The same experiment over many seeds, and differences with an interval.

One run is one draw: its winner may owe the win to the seed. Run both rivals on each of the same seeds,
subtract pair by pair, so that what a seed does to both cancels, and say how far off the mean difference may
still be.
"""

from course_lib.evidence.figure import plot_paired
from course_lib.evidence.intervals import Mean, Paired, mean_interval, paired
from course_lib.evidence.runs import over_seeds
from course_lib.evidence.student_t import t_quantile

__all__ = ["Mean", "Paired", "mean_interval", "over_seeds", "paired", "plot_paired", "t_quantile"]
