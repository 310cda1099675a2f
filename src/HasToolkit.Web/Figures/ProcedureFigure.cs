using System.Globalization;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Web.Figures;

/// <summary>A step as the text alternative of the diagram tells it.</summary>
/// <param name="Title">The French title.</param>
/// <param name="State">Where it stands, in French; empty without a dossier.</param>
/// <param name="Roles">Who may do it, in French.</param>
public sealed record StepLine(string Title, string State, string Roles);

/// <summary>A procedure as a diagram: a column for each phase, a box for each step, an arrow for each way on.</summary>
public static class ProcedureFigure
{
    /// <summary>The diagram, at its natural size; it may be wider than the screen.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="dossier">The dossier whose way is shown; null for the procedure alone.</param>
    /// <param name="notes">A line of figures for each step, where there is no dossier; null for none.</param>
    public static string Svg(Procedure procedure, Dossier? dossier, IReadOnlyDictionary<string, string>? notes = null)
    {
        var way = new Way(procedure, dossier);
        var plan = new ProcedurePlan(procedure, way.HasDossier || notes is not null);
        var id = Markup.Id($"procedure-{procedure.Id}-{dossier?.Id.ToString() ?? "seule"}");

        // What was taken is drawn last, over the rest.
        var edges = plan.Edges.Select(edge => (Edge: edge, IsTaken: way.Took(edge.From, edge.To)))
            .OrderBy(pair => pair.IsTaken).ToList();
        var content = string.Concat(
        [
            .. plan.Columns.Select(Column),
            .. edges.Select(pair => Arrow(pair.Edge, pair.IsTaken)),
            .. plan.Boxes.Select(box => Box(box, way, plan.BoxHeight, notes?.GetValueOrDefault(box.Step.Id))),
            Legend(plan, dossier is not null),
        ]);
        return Markup.Root(
            id, "procedure-figure", plan.Width, plan.Height, TitleOf(procedure, dossier), Describe(procedure, way), content,
            isFixed: true);
    }

    /// <summary>The steps in order, for a list that says what the diagram shows.</summary>
    public static IReadOnlyList<StepLine> Alternative(Procedure procedure, Dossier? dossier)
    {
        var way = new Way(procedure, dossier);
        return [.. procedure.Steps.Select(step => new StepLine(step.Title, way.InWords(step.Id), RolesOf(step)))];
    }

    private static string TitleOf(Procedure procedure, Dossier? dossier) => dossier is null
        ? $"Schéma de la procédure « {procedure.Title} »"
        : $"Avancement de {dossier.Opening.Product} dans la procédure « {procedure.Title} »";

    private static string Describe(Procedure procedure, Way way)
    {
        var open = procedure.Steps.Where(step => way.Of(step.Id) == StepState.Open).Select(step => step.Title).ToList();
        var done = procedure.Steps.Count(step => way.Of(step.Id) == StepState.Done);
        var phases = procedure.Steps.Select(step => step.Phase).Distinct();
        var all = $"{procedure.Steps.Count} étapes en phases : {string.Join(", ", phases)}.";
        if (!way.HasDossier)
            return all;
        var now = open.Count == 0 ? "Aucune étape en cours" : $"En cours : {string.Join(", ", open)}";
        return $"{all} {now}. Étapes faites : {done}.";
    }

    private static string RolesOf(Step step) => string.Join(", ", step.Roles.Select(role => role.Title()));

    private static string Column(PhaseColumn column) =>
        Markup.Rect("procedure-phase", column.X, column.Y, column.Width, column.Height, 10)
        + Markup.Text("procedure-phase-title", column.X + (column.Width / 2), column.Y + 24, column.Phase, "middle");

    private static string Arrow(RoutedEdge edge, bool isTaken)
    {
        var css = "procedure-edge" + (edge.IsBack ? " procedure-edge-back" : "") + (isTaken ? " procedure-edge-taken" : "");
        var head = isTaken ? "procedure-head procedure-head-taken" : "procedure-head";
        return Markup.Path(css, Markup.Rounded(edge.Points, 7)) + Markup.Path(head, Head(edge.Points[^2], edge.Points[^1]));
    }

    private static string Head((double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (Math.Sign(to.X - from.X), Math.Sign(to.Y - from.Y));
        var (backX, backY) = (to.X - (8 * dx), to.Y - (8 * dy));
        return $"M{Markup.N(to.X)} {Markup.N(to.Y)}L{Markup.N(backX + (4.5 * dy))} {Markup.N(backY + (4.5 * dx))}"
            + $"L{Markup.N(backX - (4.5 * dy))} {Markup.N(backY - (4.5 * dx))}z";
    }

    private static string Box(StepBox box, Way way, double height, string? note)
    {
        var state = way.Of(box.Step.Id);
        var css = state switch
        {
            StepState.Done => "procedure-box procedure-box-done",
            StepState.Open => "procedure-box procedure-box-open",
            StepState.Ahead => "procedure-box procedure-box-ahead",
            StepState.Off => "procedure-box procedure-box-off",
            StepState.None => "procedure-box",
            _ => throw new ArgumentOutOfRangeException(nameof(way), state, "Unknown state."),
        };
        var y = box.Y + 21;
        var content = Markup.Rect(css, box.X, box.Y, ProcedurePlan.BoxWidth, height, 8);
        foreach (var line in box.TitleLines)
        {
            content += Markup.Text($"procedure-title procedure-title-{Word(state)}", box.X + ProcedurePlan.Inset, y, line);
            y += ProcedurePlan.TitleLine;
        }

        foreach (var line in box.RoleLines)
        {
            content += Markup.Text("procedure-role", box.X + ProcedurePlan.Inset, y, line);
            y += ProcedurePlan.RoleLine;
        }

        if (way.HasDossier)
        {
            var foot = box.Y + height - 11;
            content += Icon(state, box.X + 18, foot - 4)
                + Markup.Text($"procedure-state procedure-state-{Word(state)}", box.X + 30, foot, way.InShort(box.Step.Id));
        }

        if (note is not null)
            content += Markup.Text("procedure-note", box.X + ProcedurePlan.Inset, box.Y + height - 11, note);
        return box.Step.NeedsSession ? content + SessionTag(box.X + ProcedurePlan.BoxWidth - 68, box.Y - 13) : content;
    }

    private static string SessionTag(double x, double y) =>
        Markup.Rect("procedure-tag", x, y, 58, 18, 9) + Markup.Text("procedure-tag-text", x + 29, y + 13, "séance", "middle");

    private static string Icon(StepState state, double x, double y) => state switch
    {
        StepState.Done => Circle("procedure-icon-done", x, y, 7)
            + Markup.Path("procedure-icon-check", $"M{Markup.N(x - 3.2)} {Markup.N(y + 0.2)}l2.3 2.4l4.2 -4.8"),
        StepState.Open => Circle("procedure-icon-open", x, y, 6.2) + Circle("procedure-icon-dot", x, y, 3),
        StepState.Ahead => Circle("procedure-icon-ahead", x, y, 6.2),
        StepState.Off => Markup.Path("procedure-icon-off", $"M{Markup.N(x - 5)} {Markup.N(y)}h10"),
        StepState.None => "",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    private static string Circle(string css, double x, double y, double radius) =>
        $"<circle class=\"{css}\" cx=\"{Markup.N(x)}\" cy=\"{Markup.N(y)}\" r=\"{Markup.N(radius)}\"/>";

    private static string Word(StepState state) => state switch
    {
        StepState.Done => "done",
        StepState.Open => "open",
        StepState.Ahead => "ahead",
        StepState.Off => "off",
        StepState.None => "none",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    private static string Legend(ProcedurePlan plan, bool hasDossier)
    {
        var y = plan.Height - 16;
        var (x, content) = (ProcedurePlan.Margin + 4.0, "");
        (string Css, string Text)[] lines = hasDossier
            ? [("procedure-edge procedure-edge-taken", "chemin suivi"), ("procedure-edge", "suite possible"),
                ("procedure-edge procedure-edge-back", "retour possible")]
            : [("procedure-edge", "suite"), ("procedure-edge procedure-edge-back", "retour")];
        foreach (var (css, text) in lines)
        {
            content += Markup.Path(css, $"M{Markup.N(x)} {Markup.N(y - 4)}h30")
                + Markup.Text("procedure-legend", x + 38, y, text);
            x += 38 + Markup.WidthOf(text, 12) + 24;
        }

        return content;
    }

    private enum StepState
    {
        /// <summary>There is no dossier.</summary>
        None,

        /// <summary>Finished, and not open again.</summary>
        Done,

        /// <summary>It waits for someone.</summary>
        Open,

        /// <summary>It can still open.</summary>
        Ahead,

        /// <summary>The dossier went another way, or is closed.</summary>
        Off,
    }

    /// <summary>The way of a dossier through its procedure.</summary>
    private sealed class Way(Procedure procedure, Dossier? dossier)
    {
        private readonly HashSet<string> _reachable = ReachableFrom(procedure, dossier);

        public bool HasDossier => dossier is not null;

        public StepState Of(string step)
        {
            if (dossier is null)
                return StepState.None;
            if (dossier.OpenSteps.Any(open => open.Step == step))
                return StepState.Open;
            if (dossier.LatestOf(step) is not null)
                return StepState.Done;
            return _reachable.Contains(step) ? StepState.Ahead : StepState.Off;
        }

        /// <summary>The state for the foot of a box.</summary>
        public string InShort(string step) => Tell(step, day => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));

        /// <summary>The state for a reader.</summary>
        public string InWords(string step) => Tell(step, FrenchCalendar.Write);

        /// <summary>Whether the end of a step opened another.</summary>
        public bool Took(string from, string to)
        {
            if (dossier is null)
                return false;
            var outcomes = procedure.StepOf(to).OpensWhen.SelectMany(list => list).Where(outcome => outcome.Step == from)
                .ToHashSet();
            long[] openings =
            [
                .. dossier.Finished.Where(step => step.Step == to).Select(step => step.OpenedAt),
                .. dossier.OpenSteps.Where(step => step.Step == to).Select(step => step.OpenedAt),
            ];
            // The latest end of the source before the opening is the one that counted.
            return openings.Any(opening =>
                dossier.Finished.LastOrDefault(end => end.Step == from && end.Sequence < opening) is { } last
                && outcomes.Contains(last.Ref)
                && !dossier.Finished.Any(end => end.Step == to && end.Sequence > last.Sequence && end.Sequence < opening));
        }

        private string Tell(string step, Func<DateOnly, string> write) => Of(step) switch
        {
            StepState.Done => $"fait le {write(dossier!.LatestOf(step)!.On)}",
            StepState.Open => "en cours",
            StepState.Ahead => "à venir",
            StepState.Off => "sans objet",
            StepState.None => "",
            _ => throw new InvalidOperationException($"Unknown state of step '{step}'."),
        };

        private static HashSet<string> ReachableFrom(Procedure procedure, Dossier? dossier)
        {
            var reached = dossier?.OpenSteps.Select(open => open.Step).ToHashSet() ?? [];
            for (var before = -1; before < reached.Count;)
            {
                before = reached.Count;
                reached.UnionWith(procedure.Steps
                    .Where(step => step.OpensWhen.Any(list => list.Any(outcome => reached.Contains(outcome.Step))))
                    .Select(step => step.Id).ToList());
            }

            return reached;
        }
    }
}
