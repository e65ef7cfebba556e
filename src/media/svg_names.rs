//! The elements and attributes of SVG that draw (SVG 2 and Filter Effects 1), and nothing else.

/// What a drawing may be made of. Not `script`, `foreignObject`, `metadata`, `feImage`, nor anything
/// of another vocabulary.
pub(super) const ELEMENTS: [&str; 53] = [
    "svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "style", "view", "path", "rect", "circle",
    "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "image", "marker", "pattern",
    "linearGradient", "radialGradient", "stop", "clipPath", "mask", "filter", "feBlend", "feColorMatrix",
    "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap",
    "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
    "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight",
    "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence",
];

/// What may move in it.
pub(super) const ANIMATIONS: [&str; 5] = ["animate", "animateMotion", "animateTransform", "set", "mpath"];

/// What may be said of an element. Not one of them runs anything; addresses are looked at.
pub(super) const ATTRIBUTES: &[&str] = &[
    "accumulate", "additive", "alignment-baseline", "amplitude", "aria-describedby", "aria-hidden",
    "aria-label", "aria-labelledby", "attributeName", "azimuth", "baseFrequency", "baseline-shift", "begin",
    "bias", "by", "calcMode", "class", "clip", "clip-path", "clip-rule", "clipPathUnits", "color",
    "color-interpolation", "color-interpolation-filters", "cx", "cy", "d", "diffuseConstant", "direction",
    "display", "divisor", "dominant-baseline", "dur", "dx", "dy", "edgeMode", "elevation", "end", "exponent",
    "fill", "fill-opacity", "fill-rule", "filter", "filterUnits", "flood-color", "flood-opacity",
    "focusable", "font-family", "font-size", "font-size-adjust", "font-stretch", "font-style",
    "font-variant", "font-weight", "fr", "from", "fx", "fy", "gradientTransform", "gradientUnits", "height",
    "href", "id", "image-rendering", "in", "in2", "intercept", "k1", "k2", "k3", "k4", "kernelMatrix",
    "kernelUnitLength", "keyPoints", "keySplines", "keyTimes", "lang", "lengthAdjust", "letter-spacing",
    "lighting-color", "limitingConeAngle", "marker-end", "marker-mid", "marker-start", "markerHeight",
    "markerUnits", "markerWidth", "mask", "mask-type", "maskContentUnits", "maskUnits", "max", "min",
    "mix-blend-mode", "mode", "numOctaves", "offset", "opacity", "operator", "order", "orient", "origin",
    "overflow", "paint-order", "path", "pathLength", "patternContentUnits", "patternTransform",
    "patternUnits", "points", "pointsAtX", "pointsAtY", "pointsAtZ", "preserveAlpha",
    "preserveAspectRatio", "primitiveUnits", "r", "radius", "refX", "refY", "repeatCount", "repeatDur",
    "restart", "result", "role", "rotate", "rx", "ry", "scale", "seed", "shape-rendering", "side", "slope",
    "spacing", "specularConstant", "specularExponent", "spreadMethod", "startOffset", "stdDeviation",
    "stitchTiles", "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "style",
    "surfaceScale", "systemLanguage", "tableValues", "targetX", "targetY", "text-anchor",
    "text-decoration", "text-rendering", "textLength", "to", "transform", "transform-origin", "type",
    "unicode-bidi", "values", "vector-effect", "version", "viewBox", "visibility", "width", "word-spacing",
    "writing-mode", "x", "x1", "x2", "xChannelSelector", "xlink:href", "xml:lang", "xml:space", "y", "y1",
    "y2", "yChannelSelector", "z",
];
