// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.codec.RawText;
import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Profiles;
import io.jujuheap.render.TextRenderer;
import java.time.ZoneOffset;
import java.util.function.Function;

/** Makes the report that {@code go tool pprof ARGUMENTS} would print. */
final class PprofArguments {
    private final ReportOptions.Builder options = ReportOptions.builder();
    private final Function<String, Profile> profiles;
    private String command = "";
    private String regex = "";
    private String base = "";
    private boolean relateToBase;
    private boolean normalize;

    private PprofArguments(Function<String, Profile> profiles) {
        this.profiles = profiles;
    }

    /**
     * The report in UTC.
     *
     * @param arguments separated by single spaces, without the file
     * @param profiles finds the profile that an argument names
     */
    static String report(String arguments, Profile profile, Function<String, Profile> profiles) {
        PprofArguments parsed = new PprofArguments(profiles);
        for (String argument : arguments.split(" ", -1)) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            parsed.accept(name.substring(1), equals < 0 ? "" : argument.substring(equals + 1));
        }
        return parsed.report(profile);
    }

    private void accept(String name, String value) {
        switch (name) {
            case "top", "tree", "traces", "raw" -> command = name;
            case "peek" -> {
                command = name;
                regex = value;
            }
            case "base" -> base = value;
            case "diff_base" -> {
                base = value;
                relateToBase = true;
            }
            case "normalize" -> normalize = true;
            default -> acceptOption(name, value);
        }
    }

    private void acceptOption(String name, String value) {
        switch (name) {
            case "cum" -> options.cum(true);
            case "nodecount" -> options.nodeCount(Integer.parseInt(value));
            case "nodefraction" -> options.nodeFraction(Double.parseDouble(value));
            case "sample_index" -> options.sampleIndex(value);
            case "unit" -> options.unit(value);
            case "noinlines" -> options.noInlines(true);
            case "relative_percentages" -> options.relativePercentages(true);
            case "drop_negative" -> options.dropNegative(true);
            case "divide_by" -> options.divideBy(Double.parseDouble(value));
            case "mean" -> options.mean(true);
            case "functions", "filefunctions", "files", "lines", "addresses" ->
                options.granularity(Granularity.named(name));
            default -> acceptFilter(name, value);
        }
    }

    private void acceptFilter(String name, String value) {
        switch (name) {
            case "focus" -> options.focus(value);
            case "ignore" -> options.ignore(value);
            case "hide" -> options.hide(value);
            case "show" -> options.show(value);
            case "show_from" -> options.showFrom(value);
            case "tagfocus" -> options.tagFocus(value);
            case "tagroot" -> options.tagRoot(value);
            case "tagleaf" -> options.tagLeaf(value);
            case "tagignore" -> options.tagIgnore(value);
            default -> throw new IllegalArgumentException("no such option of pprof: " + name);
        }
    }

    private String report(Profile source) {
        Profile profile = base.isEmpty() ? source : difference(source, profiles.apply(base));
        TextRenderer renderer = new TextRenderer(ZoneOffset.UTC);
        return switch (command) {
            case "top" -> renderer.text(Top.of(profile, options.build()));
            case "tree" -> renderer.text(Tree.of(profile, options.build()));
            case "peek" -> {
                Tree tree = Tree.peek(profile, options.build(), regex);
                // Where nothing matches, pprof prints nothing to its standard output.
                yield tree.nodes().isEmpty() ? "" : renderer.text(tree);
            }
            case "traces" -> renderer.text(Traces.of(profile, options.build()));
            case "raw" -> RawText.of(profile);
            default -> throw new IllegalArgumentException("no such report: " + command);
        };
    }

    private Profile difference(Profile source, Profile baseProfile) {
        Profile target = normalize ? Profiles.normalize(source, baseProfile) : source;
        return relateToBase
                ? Profiles.relateToBase(target, baseProfile, Matching.AUTOMATIC)
                : Profiles.subtract(target, baseProfile, Matching.AUTOMATIC);
    }
}
