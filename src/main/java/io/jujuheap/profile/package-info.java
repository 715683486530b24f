// SPDX-License-Identifier: Apache-2.0
/**
 * The immutable model of a pprof profile, with merging, subtraction and validation.
 *
 * <p>It defines the meaning of a profile: sample types, samples, locations, functions. It must not know how a profile
 * is encoded ({@code codec}) or shown ({@code report}).
 */
@NullMarked
package io.jujuheap.profile;

import org.jspecify.annotations.NullMarked;
