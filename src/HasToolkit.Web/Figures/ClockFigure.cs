using System.Globalization;
using Evaluation.Workflows.Deadlines;

namespace HasToolkit.Web.Figures;

/// <summary>A legal limit as a bar: the days that counted, those that a stop took out, what is left or too late.</summary>
/// <remarks>
/// A day fills the stretch that ends at its date, as the law counts it: the starting day fills none. After the end of the
/// limit nothing is drawn, so that an old limit does not shrink from year to year.
/// </remarks>
public static class ClockFigure
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly Shape Wide = new("wide", "clock-figure wide-only", 720, 96, 22, 36, 20, 82, 13, 14);

    private static readonly Shape Small = new("compact", "clock-figure narrow-only", 340, 84, 18, 30, 16, 71, 12, 8);

    private enum DayKind
    {
        Counted,
        NotCounted,
        Stopped,
        Late,
    }

    /// <summary>Both forms in a frame that shows the one which fits its own width.</summary>
    /// <param name="reading">The limit.</param>
    /// <param name="today">The day on which it is read.</param>
    /// <param name="scope">What tells two figures of the same limit apart on one page, such as the dossier.</param>
    public static string Responsive(ClockReading reading, DateOnly today, string scope = "") =>
        $"<div class=\"clock-frame\">{Svg(reading, today, scope)}{Compact(reading, today, scope)}</div>";

    /// <summary>The form for 620 pixels and more.</summary>
    public static string Svg(ClockReading reading, DateOnly today, string scope = "") => Draw(reading, today, scope, Wide);

    /// <summary>The form for a narrow screen.</summary>
    public static string Compact(ClockReading reading, DateOnly today, string scope = "") =>
        Draw(reading, today, scope, Small);

    /// <summary>The same in words.</summary>
    public static string Alternative(ClockReading reading)
    {
        var parts = new List<string>
        {
            $"Départ le {FrenchCalendar.Write(reading.StartedOn)}, pour {reading.Law.Period}",
            $"{Days(reading.DaysUsed)}{UnitOf(reading)} {Plural(reading.DaysUsed, "compté")}",
            reading.DaysStopped == 0 ? "aucun jour d’arrêt" : $"{Days(reading.DaysStopped)} d’arrêt",
        };
        if (reading.DueOn is { } due)
            parts.Add($"échéance le {FrenchCalendar.Write(due)}");
        else if (reading.DueIfResumedToday is { } earliest)
            parts.Add($"échéance au plus tôt le {FrenchCalendar.Write(earliest)}, si le délai reprend aujourd’hui");
        if (reading.EndedOn is { } end)
            parts.Add($"terminé le {FrenchCalendar.Write(end)}");
        if (reading.State is ClockState.Overdue or ClockState.MetLate && reading.DaysLeft is < 0 and { } left)
            parts.Add($"{Days(-left)} de retard");
        return string.Join(" ; ", parts) + ".";
    }

    private static string Draw(ClockReading reading, DateOnly today, string scope, Shape shape)
    {
        var id = Markup.Id($"delai-{scope}-{reading.Limit.Id}-{shape.Name}");
        var readOn = Later(reading.EndedOn ?? today, reading.StartedOn);
        var last = Later(Later(reading.DueOn ?? reading.DueIfResumedToday ?? readOn, readOn), reading.StartedOn.AddDays(1));
        var scale = new Scale(reading.StartedOn, last, shape);
        var runs = RunsOf(reading, readOn);

        var content = string.Concat(
        [
            Patterns(id),
            Markup.Rect("clock-track", scale.X(reading.StartedOn), shape.Top, scale.Length, shape.Thickness, 3),
            .. runs.Select(run => Bar(run, id, scale, shape)),
            Markers(reading, readOn, scale, shape),
            TopLabels(reading, readOn, runs, scale, shape),
            BottomLabels(reading, scale, shape),
        ]);
        return Markup.Root(
            id, shape.CssClass, shape.Width, shape.Height, $"{reading.Limit.Title} : {StateOf(reading)}",
            Alternative(reading), content);
    }

    private static List<Run> RunsOf(ClockReading reading, DateOnly readOn)
    {
        var runs = new List<Run>();
        for (var day = reading.StartedOn.AddDays(1); day <= readOn; day = day.AddDays(1))
        {
            var kind = KindOf(day, reading);
            if (runs.Count > 0 && runs[^1].Kind == kind)
                runs[^1] = runs[^1] with { Until = day };
            else
                runs.Add(new Run(kind, day.AddDays(-1), day));
        }

        return runs;
    }

    private static DayKind KindOf(DateOnly day, ClockReading reading)
    {
        if (reading.Stops.Any(stop => day > stop.From && (stop.Until is null || day <= stop.Until)))
            return DayKind.Stopped;
        if (reading.DueOn is { } due && day > due)
            return DayKind.Late;
        var counts = reading.Law.Period.Unit switch
        {
            PeriodUnit.WorkingDays => FrenchCalendar.IsWorkingDay(day),
            PeriodUnit.WorkableDays => FrenchCalendar.IsWorkableDay(day),
            PeriodUnit.CalendarDays or PeriodUnit.Months => true,
            _ => throw new ArgumentOutOfRangeException(nameof(reading), reading.Law.Period.Unit, "Unknown unit."),
        };
        return counts ? DayKind.Counted : DayKind.NotCounted;
    }

    // Hatching for a stop and dots for lateness, so that neither rests on its colour alone.
    private static string Patterns(string id) =>
        $"<defs><pattern id=\"{id}-stop\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
        + "patternTransform=\"rotate(45)\"><rect class=\"clock-stop-ground\" width=\"7\" height=\"7\"/>"
        + "<rect class=\"clock-stop-line\" width=\"2.5\" height=\"7\"/></pattern>"
        + $"<pattern id=\"{id}-late\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
        + "<rect class=\"clock-late-ground\" width=\"6\" height=\"6\"/>"
        + "<circle class=\"clock-late-dot\" cx=\"1.5\" cy=\"1.5\" r=\"1.1\"/>"
        + "<circle class=\"clock-late-dot\" cx=\"4.5\" cy=\"4.5\" r=\"1.1\"/></pattern></defs>";

    private static string Bar(Run run, string id, Scale scale, Shape shape)
    {
        var (x, width) = (scale.X(run.From), scale.X(run.Until) - scale.X(run.From));
        var y = shape.Top + 1;
        var height = shape.Thickness - 2;
        var place = $"x=\"{Markup.N(x)}\" y=\"{Markup.N(y)}\" width=\"{Markup.N(width)}\" "
            + $"height=\"{Markup.N(height)}\"";
        return run.Kind switch
        {
            DayKind.NotCounted => "",
            DayKind.Counted => Markup.Rect("clock-counted", x, y, width, height) + Inside(run, x, width, shape),
            DayKind.Stopped => $"<rect class=\"clock-stop-edge\" fill=\"url(#{id}-stop)\" {place}/>",
            DayKind.Late => $"<rect class=\"clock-late-edge\" fill=\"url(#{id}-late)\" {place}/>",
            _ => throw new ArgumentOutOfRangeException(nameof(run), run.Kind, "Unknown kind of day."),
        };
    }

    private static string Inside(Run run, double x, double width, Shape shape)
    {
        var text = new[] { $"{Days(run.Length)} {Plural(run.Length, "compté")}", $"{run.Length.ToString(French)} j" }
            .FirstOrDefault(candidate => Markup.WidthOf(candidate, 12, isBold: true) + 8 <= width);
        return text is null
            ? ""
            : Markup.Text(
                "clock-inside", x + (width / 2), shape.Top + (shape.Thickness / 2) + (shape.Font * 0.36), text, "middle");
    }

    private static string Markers(ClockReading reading, DateOnly readOn, Scale scale, Shape shape)
    {
        var (top, bottom) = (shape.Top, shape.Top + shape.Thickness);
        var start = scale.X(reading.StartedOn);
        var marks = Markup.Path("clock-mark", Line(start, top - 3, bottom + 6));
        if (reading.DueOn is { } due)
        {
            var x = scale.X(due);
            marks += Markup.Path("clock-mark-due", Line(x, top - 3, bottom + 3))
                + Markup.Path("clock-due-head", Diamond(x, bottom + 6));
        }
        else if (reading.DueIfResumedToday is { } earliest)
        {
            var x = scale.X(earliest);
            marks += Markup.Path("clock-mark-due clock-mark-supposed", Line(x, top - 3, bottom + 3))
                + Markup.Path("clock-due-head clock-due-supposed", Diamond(x, bottom + 6));
        }

        var read = scale.X(readOn);
        var kind = reading.State switch
        {
            ClockState.Met => "clock-good",
            ClockState.MetLate or ClockState.Overdue => "clock-bad",
            ClockState.Running or ClockState.Stopped => "clock-now",
            _ => throw new ArgumentOutOfRangeException(nameof(reading), reading.State, "Unknown state."),
        };
        return marks
            + Markup.Path($"clock-mark-read {kind}", Line(read, top - 3, bottom + 2))
            + Markup.Path(
                $"clock-read-head {kind}",
                $"M{Markup.N(read - 5)} {Markup.N(top - 9)}h10l-5 7z");
    }

    private static string TopLabels(ClockReading reading, DateOnly readOn, List<Run> runs, Scale scale, Shape shape)
    {
        var row = new LabelRow(shape, shape.TopText);
        row.Add(
            reading.EndedOn is { } end ? $"terminé {shape.Write(end)}" : "aujourd’hui",
            reading.State switch
            {
                ClockState.Met => "clock-label clock-label-good",
                ClockState.MetLate => "clock-label clock-label-bad",
                ClockState.Running or ClockState.Stopped or ClockState.Overdue => "clock-label clock-label-now",
                _ => throw new ArgumentOutOfRangeException(nameof(reading), reading.State, "Unknown state."),
            },
            scale.X(readOn), scale.X(readOn), mayDrop: false);
        foreach (var run in runs.Where(run => run.Kind is DayKind.Stopped or DayKind.Late)
            .OrderByDescending(run => run.Length))
        {
            var (word, css) = run.Kind == DayKind.Stopped ? ("arrêt", "stop") : ("retard", "bad");
            row.Add(
                $"{word} {run.Length.ToString(French)} j", $"clock-label clock-label-{css}", scale.X(run.From),
                scale.X(run.Until), mayDrop: true);
        }

        return row.Content;
    }

    private static string BottomLabels(ClockReading reading, Scale scale, Shape shape)
    {
        var row = new LabelRow(shape, shape.BottomText);
        var start = scale.X(reading.StartedOn);
        var due = reading.DueOn ?? reading.DueIfResumedToday;
        var dueAt = due is { } day ? scale.X(day) : shape.Width;
        // A due date close to the start keeps its place under its mark; the start says less.
        string[] wordings = [$"départ {shape.Write(reading.StartedOn)}", shape.Write(reading.StartedOn), "départ"];
        row.Add(
            wordings.FirstOrDefault(text => Markup.WidthOf(text, shape.Font) + LabelRow.Gap <= dueAt)
                ?? wordings[^1],
            "clock-label", start, start, mayDrop: false);
        if (due is { } last)
        {
            var text = reading.DueOn is null ? $"au plus tôt {shape.Write(last)}" : $"échéance {shape.Write(last)}";
            if (reading.DueOn is null && shape == Wide)
                text = $"échéance {text}";
            row.Add(text, "clock-label clock-label-due", dueAt, dueAt, mayDrop: false);
        }

        return row.Content;
    }

    private static string StateOf(ClockReading reading) => reading.State switch
    {
        ClockState.Running => "délai en cours",
        ClockState.Stopped => "délai arrêté",
        ClockState.Overdue => "délai dépassé",
        ClockState.Met => "délai tenu",
        ClockState.MetLate => "terminé hors délai",
        _ => throw new ArgumentOutOfRangeException(nameof(reading), reading.State, "Unknown state."),
    };

    private static string UnitOf(ClockReading reading) => reading.Law.Period.Unit switch
    {
        PeriodUnit.WorkingDays => Plural(reading.DaysUsed, " ouvré"),
        PeriodUnit.WorkableDays => Plural(reading.DaysUsed, " ouvrable"),
        PeriodUnit.CalendarDays or PeriodUnit.Months => "",
        _ => throw new ArgumentOutOfRangeException(nameof(reading), reading.Law.Period.Unit, "Unknown unit."),
    };

    private static string Days(int count) => $"{count.ToString(French)} {Plural(count, "jour")}";

    private static string Plural(int count, string word) => count < 2 ? word : $"{word}s";

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static string Line(double x, double from, double to) =>
        $"M{Markup.N(x)} {Markup.N(from)}V{Markup.N(to)}";

    private static string Diamond(double x, double y) =>
        $"M{Markup.N(x)} {Markup.N(y - 5)}l5 5l-5 5l-5 -5z";

    /// <summary>Days of one kind that follow each other, from the end of one day to the end of another.</summary>
    private sealed record Run(DayKind Kind, DateOnly From, DateOnly Until)
    {
        public int Length => Until.DayNumber - From.DayNumber;
    }

    /// <summary>The measures of a form.</summary>
    private sealed record Shape(
        string Name, string CssClass, double Width, double Height, double TopText, double Top, double Thickness,
        double BottomText, double Font, double Margin)
    {
        public string Write(DateOnly day) => this == Wide
            ? FrenchCalendar.Write(day)
            : day.ToString(day.Day == 1 ? "d'er' MMM yyyy" : "d MMM yyyy", French);
    }

    private sealed class Scale(DateOnly start, DateOnly last, Shape shape)
    {
        public double Length => shape.Width - (2 * shape.Margin);

        public double X(DateOnly day) =>
            shape.Margin + (Length * (day.DayNumber - start.DayNumber) / (last.DayNumber - start.DayNumber));
    }

    /// <summary>Labels on one line that never cover each other: the first keep their place, the next move or go.</summary>
    private sealed class LabelRow(Shape shape, double y)
    {
        public const double Gap = 10;

        private readonly List<(double From, double To)> _taken = [];

        public string Content { get; private set; } = "";

        /// <summary>Adds a label for a stretch of the bar.</summary>
        public void Add(string text, string cssClass, double from, double to, bool mayDrop)
        {
            var half = Markup.WidthOf(text, shape.Font, isBold: true) / 2;
            var wanted = (from + to) / 2;
            var places = new List<double> { wanted };
            places.AddRange(_taken.SelectMany(taken => new[] { taken.From - Gap - half, taken.To + Gap + half }));
            var place = places
                .Select(x => Math.Clamp(x, half + 1, shape.Width - half - 1))
                .Where(x => _taken.All(taken => x + half + Gap <= taken.From + 0.1 || x - half - Gap >= taken.To - 0.1))
                .OrderBy(x => Math.Abs(x - wanted))
                .Cast<double?>().FirstOrDefault();
            // A label that has left its stretch would speak of its neighbour.
            if (place is not { } found || (mayDrop && (found - half > to + 4 || found + half < from - 4)))
                return;
            _taken.Add((found - half, found + half));
            // At an end of the bar the text is held by that end, whatever its true width.
            var (x, anchor) = found - half < 2 ? (1.0, "start")
                : found + half > shape.Width - 2 ? (shape.Width - 1, "end")
                : (found, "middle");
            Content += Markup.Text(cssClass, x, y, text, anchor);
        }
    }
}
