"""Where a picture has its words and its marks."""

import warnings

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.transforms import Bbox

from helpers.show.pictures import NO_GLYPH, to_svg


def boxes(picture):
    """Each text with its words, of any kind, and each mark: dots, bars, the keys of legends."""
    figure = picture.figure
    canvas = FigureCanvasAgg(figure)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", NO_GLYPH)
        canvas.draw()
        renderer = canvas.get_renderer()
        texts = [
            (one.get_text(), _inner(one.get_window_extent(renderer)))
            for one in _texts(figure)
            if one.get_text() and one.get_visible()
        ]
    return texts, list(_marks(figure, renderer))


def _texts(figure):
    named = [figure.get_supxlabel() and figure._supxlabel, *figure.texts]
    for axes in figure.axes:
        if axes.axison:
            named += [*axes.get_yticklabels(), *_inside(axes), axes.xaxis.label, axes.yaxis.label]
            named += [axes.xaxis.offsetText, axes.yaxis.offsetText]
        named += [axes.title, axes._left_title, axes._right_title, *axes.texts]
    for legend in _legends(figure):
        named += [*legend.get_texts(), legend.get_title()]
    return [one for one in dict.fromkeys(named) if one]


def _inside(axes):
    """The words of the ticks that are drawn."""
    low, high = sorted(axes.get_xlim())
    shown = [tick for tick in axes.xaxis.get_major_ticks() if low <= tick.get_loc() <= high]
    return [word for tick in shown for word in (tick.label1, tick.label2)]


def _legends(figure):
    return [*figure.legends, *(axes.get_legend() for axes in figure.axes if axes.get_legend())]


def _marks(figure, renderer):
    for axes in figure.axes:
        for one in axes.collections:
            if not len(one.get_offsets()) or not hasattr(one, "get_sizes"):
                continue
            radius = one.get_sizes()[0] ** 0.5 / 2 * figure.dpi / 72
            for place in axes.transData.transform(one.get_offsets()):
                yield Bbox([place - radius, place + radius])
        for bar in axes.patches:
            if bar.get_zorder() > 0 and bar.get_window_extent(renderer).width:
                yield _inner(bar.get_window_extent(renderer))


def _inner(box):
    """A box without its edge: to touch is not to lie on."""
    return Bbox([[box.x0 + 0.5, box.y0 + 0.5], [box.x1 - 0.5, box.y1 - 0.5]])


def quietly(draw, *values):
    """What is drawn, if nothing warns of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = draw(*values)
        to_svg(picture.figure)
    return picture
