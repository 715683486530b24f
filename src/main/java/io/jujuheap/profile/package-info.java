// SPDX-License-Identifier: Apache-2.0
/**
 * The immutable model of a pprof profile, with merging, subtraction and validation.
 *
 * <p>It owns what a profile means: sample types, samples, locations, functions. It must not know how a profile is
 * written down (that is {@code codec}), nor how it is shown ({@code report}).
 */
@NullMarked
package io.jujuheap.profile;

import org.jspecify.annotations.NullMarked;
