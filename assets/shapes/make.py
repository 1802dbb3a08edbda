#!/usr/bin/env python3
"""Writes shapes.bin from the features of the reference faces.

    cargo test --lib glyph_shape::tests::features_of_reference_faces -- --ignored
    python3 assets/shapes/make.py target/glyph-features.bin

Needs numpy and scipy; the faces are named in README.md. References are the centres of groups of faces (k-means) in the
space of a linear discriminant analysis. Two runs over the same faces give the same bytes on one machine.
"""

import sys
from pathlib import Path

import numpy as np
from scipy.linalg import eigh

FEATURES = 9 * 36 + 4
DIMENSIONS = 32
# Reference points of a letter, digit or mark, and of another sign.
POINTS, FEW_POINTS = 7, 4
FEWEST_FACES = 8
# How far every feature is taken to differ among faces, at least, in mean variances: keeps chance out.
EVEN = 2.0
# Parts of what faces of one character differ by, commonly.
SCALE = 6


def groups(points, count, rounds=15):
    """Centres of groups (k-means from points far apart), and to which each point belongs."""
    centres = [points[((points - points.mean(0)) ** 2).sum(1).argmin()]]
    away = ((points - centres[0]) ** 2).sum(1)
    while len(centres) < count:
        centres.append(points[away.argmax()])
        away = np.minimum(away, ((points - centres[-1]) ** 2).sum(1))
    centres = np.array(centres)
    for _ in range(rounds):
        nearest = ((points[:, None] - centres) ** 2).sum(2).argmin(1)
        for n in range(count):
            if (nearest == n).any():
                centres[n] = points[nearest == n].mean(0)
    return centres, nearest


def projection(features, labels):
    """The directions that tell characters apart, longest first, as rows."""
    mean = features.mean(0)
    within, between = np.zeros((FEATURES, FEATURES)), np.zeros((FEATURES, FEATURES))
    for label in np.unique(labels):
        all_of = features[labels == label]
        _, nearest = groups(all_of, max(1, min(3, len(all_of) // 20)), 8)
        for n in np.unique(nearest):
            group = all_of[nearest == n]
            centre = group.mean(0)
            within += (group - centre).T @ (group - centre) / len(all_of)
            between += np.outer(centre - mean, centre - mean) * len(group) / len(all_of)
    count = len(np.unique(labels))
    within, between = within / count, between / count
    within += np.eye(FEATURES) * EVEN * np.trace(within) / FEATURES
    _, vectors = eigh(between, within)
    return vectors[:, ::-1][:, :DIMENSIONS].T, mean


def main():
    record = np.dtype([("label", "<u2"), ("features", "<i2", FEATURES)])
    data = np.fromfile(sys.argv[1], dtype=record)
    labels, features = data["label"], data["features"].astype(np.float64)
    common = np.isin(labels, [label for label in np.unique(labels) if (labels == label).sum() >= FEWEST_FACES])
    labels, features = labels[common], features[common]
    rows, mean = projection(features, labels)
    out, points = bytearray(), []
    for row in rows:
        row = row * SCALE
        shift = int(np.floor(np.log2(127 / abs(row).max())))
        weights = np.round(row * 2**shift).astype(np.int64)
        offset = int(round(weights @ mean))
        out += offset.to_bytes(4, "little", signed=True) + bytes([shift]) + weights.astype(np.int8).tobytes()
        points.append((features.astype(np.int64) @ weights - offset) >> shift)
    points = np.array(points).T.astype(np.float64)
    count, widest = 0, 0
    for label in np.unique(labels):
        letter = chr(label).isalnum() or label in range(0x300, 0x370)
        of_label = points[labels == label]
        centres, _ = groups(of_label, min(POINTS if letter else FEW_POINTS, len(of_label)))
        for centre in np.unique(np.round(centres), axis=0):
            widest = max(widest, abs(centre).max())
            out += int(label).to_bytes(2, "little") + np.clip(centre, -127, 127).astype(np.int8).tobytes()
            count += 1
    target = Path(__file__).with_name("shapes.bin")
    target.write_bytes(out)
    print(f"{target.name}: {len(out)} bytes, {len(np.unique(labels))} characters, {count} references, widest {widest}")


main()
