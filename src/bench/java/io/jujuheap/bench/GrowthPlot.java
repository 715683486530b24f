// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The growth curves, both axes logarithmic: cost that grows as fast as what it counts is parallel to the dashed line. */
final class GrowthPlot {
    private static final Pattern ROW = Pattern.compile("(\\d+) (.*)");
    private static final List<String> COLOURS = List.of("#0b5cad", "#b3261e", "#1b7f3b", "#7a4fb5");
    private static final double LEFT = 60;
    private static final double TOP = 20;
    private static final double WIDTH = 520;
    private static final double HEIGHT = 300;
    private static final double DECADES = 6;

    private GrowthPlot() {}

    private record Point(double count, double millis) {
        double x() {
            return LEFT + Math.log10(count) / DECADES * WIDTH;
        }

        double y() {
            return TOP + HEIGHT - (Math.log10(millis) + 1) / DECADES * HEIGHT;
        }
    }

    /** The rows in milliseconds, a curve for each thing that is counted. */
    static String svg(JsonNode rows) {
        Map<String, List<Point>> curves = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            Matcher what = ROW.matcher(row.get("what").asText());
            if (what.matches() && row.get("unit").asText().equals("ms")) {
                curves.computeIfAbsent(what.group(2), name -> new ArrayList<>())
                        .add(new Point(
                                Double.parseDouble(what.group(1)),
                                row.get("ours").asDouble()));
            }
        }
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 370\" font-family=\"sans-serif\" font-size=\"12\">\n"
                        + "<rect width=\"800\" height=\"370\" fill=\"#fff\"/>\n");
        for (int decade = 0; decade <= DECADES; decade++) {
            Point across = new Point(Math.pow(10, decade), Math.pow(10, decade - 1));
            svg.append(text(across.x() - 12, TOP + HEIGHT + 18, "#555", number(across.count())));
            svg.append(text(4, across.y() + 4, "#555", number(across.millis()) + " ms"));
            svg.append(line(across.x(), TOP, across.x(), TOP + HEIGHT, "#ddd"));
            svg.append(line(LEFT, across.y(), LEFT + WIDTH, across.y(), "#ddd"));
        }
        svg.append("<path d=\"M")
                .append(LEFT)
                .append(' ')
                .append(TOP + HEIGHT)
                .append(" L")
                .append(LEFT + WIDTH)
                .append(' ')
                .append(TOP)
                .append("\" stroke=\"#999\" stroke-dasharray=\"4\" fill=\"none\"/>\n");
        int index = 0;
        for (Map.Entry<String, List<Point>> curve : curves.entrySet()) {
            String colour = COLOURS.get(index % COLOURS.size());
            svg.append(curve(curve.getValue(), colour));
            svg.append(text(LEFT + WIDTH + 12, TOP + 16 + 20 * index, colour, curve.getKey()));
            index++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String curve(List<Point> points, String colour) {
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (Point point : points) {
            path.append(
                    String.format(Locale.ROOT, "%s%.1f %.1f", path.length() == 0 ? "M" : " L", point.x(), point.y()));
            dots.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n",
                    point.x(),
                    point.y(),
                    colour));
        }
        return "<path d=\"" + path + "\" stroke=\"" + colour + "\" stroke-width=\"2\" fill=\"none\"/>\n" + dots;
    }

    private static String line(double x1, double y1, double x2, double y2, String colour) {
        return String.format(
                Locale.ROOT, "<path d=\"M%.1f %.1f L%.1f %.1f\" stroke=\"%s\"/>\n", x1, y1, x2, y2, colour);
    }

    private static String text(double x, double y, String colour, String text) {
        return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>\n", x, y, colour, text);
    }

    private static String number(double value) {
        return value < 1 ? Double.toString(value) : String.format(Locale.ROOT, "%,.0f", value);
    }
}
