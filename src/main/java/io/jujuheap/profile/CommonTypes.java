// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import io.jujuheap.io.UsageException;
import java.util.ArrayList;
import java.util.List;

/** Reduces profiles to the sample types that all of them have, in the finest of their units. */
final class CommonTypes {
    private final List<Profile> profiles;
    private final List<SampleType> types = new ArrayList<>();

    private CommonTypes(List<Profile> profiles) {
        this.profiles = profiles;
        for (SampleType type : profiles.get(0).sampleTypes()) {
            if (profiles.stream().allMatch(profile -> indexOf(type, profile) >= 0)) {
                types.add(new SampleType(type.type(), finestUnit(type)));
            }
        }
    }

    /**
     * Returns the profiles with the sample types that all of them have, in the order of the first; {@code space} is the same as
     * {@code inuse_space}, {@code objects} as {@code inuse_objects}.
     *
     * @throws UsageException when they have none in common, or one in units that cannot be converted
     */
    static List<Profile> align(List<Profile> profiles) {
        CommonTypes common = new CommonTypes(profiles);
        if (common.types.isEmpty()) {
            throw new UsageException("the profiles have no sample type in common: " + names(profiles.get(0))
                    + " against " + names(profiles.get(profiles.size() - 1)));
        }
        return profiles.stream().map(common::aligned).toList();
    }

    private Profile aligned(Profile profile) {
        if (profile.sampleTypes().equals(types)) {
            return profile;
        }
        int[] from = new int[types.size()];
        double[] ratios = new double[types.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = indexOf(types.get(i), profile);
            String unit = profile.sampleTypes().get(from[i]).unit();
            ratios[i] = Units.scale(1, unit, types.get(i).unit()).value();
        }
        Profile aligned = Scaling.select(profile, types, from, ratios);
        boolean hasDefault =
                types.stream().anyMatch(type -> isNamed(type, profile.info().defaultSampleType()));
        ProfileInfo info = hasDefault
                ? aligned.info()
                : aligned.info().withDefaultSampleType(types.get(0).type());
        return aligned.withInfo(info);
    }

    private String finestUnit(SampleType type) {
        String finest = type.unit();
        for (Profile profile : profiles) {
            String unit = profile.sampleTypes().get(indexOf(type, profile)).unit();
            if (!Units.areCompatible(finest, unit)) {
                throw new UsageException("the profiles count " + type.type() + " in units that cannot be compared: \""
                        + finest + "\" and \"" + unit + "\"");
            }
            if (Units.scale(1, unit, finest).value() < 1) {
                finest = unit;
            }
        }
        return finest;
    }

    private static int indexOf(SampleType type, Profile profile) {
        for (int i = 0; i < profile.sampleTypes().size(); i++) {
            if (isNamed(profile.sampleTypes().get(i), type.type())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isNamed(SampleType type, String name) {
        return withoutInuse(type.type()).equals(withoutInuse(name));
    }

    private static String withoutInuse(String name) {
        return name.startsWith("inuse_") ? name.substring("inuse_".length()) : name;
    }

    private static String names(Profile profile) {
        return String.join(
                ", ", profile.sampleTypes().stream().map(SampleType::type).toList());
    }
}
