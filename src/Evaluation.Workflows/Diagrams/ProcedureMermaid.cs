using System.Globalization;
using System.Text;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Diagrams;

/// <summary>Draws a procedure as a Mermaid flowchart: steps by phase, outcomes on the arrows, endings.</summary>
/// <remarks>Syntax: Mermaid flowchart, labels quoted, with entity codes (mermaid.js.org/syntax/flowchart.html).</remarks>
public static class ProcedureMermaid
{
    /// <summary>The text of the diagram, each line ended by a line feed. The same procedure gives the same bytes.</summary>
    public static string Write(Procedure procedure)
    {
        var lines = new StringBuilder("flowchart TD\n");
        var nodes = procedure.Steps.Select((step, index) => (step.Id, Node: $"s{Number(index)}")).ToDictionary(
            pair => pair.Id, pair => pair.Node);
        foreach (var (phase, index) in procedure.Steps.GroupBy(step => step.Phase).Select((group, index) => (group, index)))
        {
            lines.Append(CultureInfo.InvariantCulture, $"  subgraph p{index}[\"{Escaped(phase.Key)}\"]\n");
            foreach (var step in phase)
                lines.Append("    ").Append(nodes[step.Id]).Append(Shape(step)).Append('\n');
            lines.Append("  end\n");
        }

        foreach (var (step, index) in procedure.Steps.Select((step, index) => (step, index)))
            AppendOpenings(lines, procedure, step, index, nodes);
        AppendEndings(lines, procedure, nodes);
        return lines.ToString();
    }

    // The start is rounded, a step decided in session has double sides.
    private static string Shape(Step step) => (step.IsStart, step.NeedsSession) switch
    {
        (true, _) => $"([\"{Escaped(step.Title)}\"])",
        (_, true) => $"[[\"{Escaped(step.Title)}\"]]",
        _ => $"[\"{Escaped(step.Title)}\"]",
    };

    private static void AppendOpenings(
        StringBuilder lines, Procedure procedure, Step step, int index, Dictionary<string, string> nodes)
    {
        var alone = step.OpensWhen.Where(all => all.Count == 1).Select(all => all[0]);
        AppendArrows(lines, procedure, alone, nodes[step.Id], nodes);
        var together = step.OpensWhen.Where(all => all.Count > 1).SelectMany(all => all).Distinct().ToList();
        if (together.Count == 0)
            return;

        // Alternatives of several outcomes that must all hold meet in one node, or each would draw the same arrows again.
        var join = $"j{Number(index)}";
        lines.Append(CultureInfo.InvariantCulture, $"  {join}{{{{\"ensemble\"}}}} --> {nodes[step.Id]}\n");
        AppendArrows(lines, procedure, together, join, nodes);
    }

    private static void AppendArrows(
        StringBuilder lines, Procedure procedure, IEnumerable<OutcomeRef> from, string to, Dictionary<string, string> nodes)
    {
        foreach (var group in from.Distinct().GroupBy(outcome => outcome.Step))
        {
            var titles = group.Select(
                outcome => procedure.StepOf(outcome.Step).FindOutcome(outcome.Outcome)?.Title ?? outcome.Outcome);
            lines.Append(
                CultureInfo.InvariantCulture,
                $"  {nodes[group.Key]} -- \"{Escaped(string.Join(" / ", titles))}\" --> {to}\n");
        }
    }

    private static void AppendEndings(StringBuilder lines, Procedure procedure, Dictionary<string, string> nodes)
    {
        var endings = procedure.Steps
            .SelectMany(
                step => step.Outcomes.Where(outcome => outcome.Ending is not null).Select(outcome => (Step: step, Outcome: outcome)))
            .GroupBy(pair => pair.Outcome.Ending!).ToList();
        foreach (var (ending, index) in endings.Select((ending, index) => (ending, index)))
        {
            lines.Append(CultureInfo.InvariantCulture, $"  e{index}((\"{Escaped(ending.Key)}\"))\n");
            foreach (var (step, outcome) in ending)
            {
                lines.Append(
                    CultureInfo.InvariantCulture, $"  {nodes[step.Id]} -- \"{Escaped(outcome.Title)}\" --> e{index}\n");
            }
        }
    }

    // Inside quotes only these mean something to Mermaid or to the page that shows it; line ends would end the label.
    private static string Escaped(string text) => string.Concat(text.Select(letter => letter switch
    {
        '#' => "#35;",
        '"' => "#quot;",
        '<' => "#lt;",
        '>' => "#gt;",
        '&' => "#amp;",
        '`' => "#96;",
        _ when char.IsControl(letter) => " ",
        _ => letter.ToString(),
    }));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
