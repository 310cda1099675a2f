using Evaluation.Workflows.Diagrams;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Diagrams;

public sealed class ProcedureMermaidTests
{
    private static readonly Procedure Lppr = ProcedureLibrary.Load().Get("lppr-nom-de-marque", 1);

    [Fact]
    public void Every_step_has_one_node_and_a_step_in_session_has_double_sides()
    {
        var lines = ProcedureMermaid.Write(Lppr).Split('\n');

        Assert.Equal("flowchart TD", lines[0]);
        Assert.All(Lppr.Steps, step => Assert.Single(
            lines, line => line.StartsWith("    s", StringComparison.Ordinal) && line.Contains($"\"{step.Title}\"", StringComparison.Ordinal)));
        Assert.Contains("    s0([\"Dépôt de la demande\"])", lines);
        Assert.Contains("    s7[[\"Examen en commission\"]]", lines);
        Assert.Contains("    s3[\"Instruction\"]", lines);
    }

    [Fact]
    public void An_arrow_bears_the_titles_of_the_outcomes_that_open_the_step()
    {
        var lines = ProcedureMermaid.Write(Lppr).Split('\n');

        Assert.Contains("  s0 -- \"Déposer la demande\" --> s1", lines);
        Assert.Contains("  s10 -- \"Ne pas présenter d’observation / Constater que le délai est passé\" --> s14", lines);
    }

    // The examination opens when the report, the experts and the contribution are all there: four alternatives of three.
    [Fact]
    public void Outcomes_that_must_all_hold_meet_in_one_node()
    {
        var lines = ProcedureMermaid.Write(Lppr).Split('\n');

        Assert.Single(lines, line => line == "  j7{{\"ensemble\"}} --> s7");
        Assert.Equal(3, lines.Count(line => line.EndsWith("--> j7", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_ending_is_there()
    {
        var diagram = ProcedureMermaid.Write(Lppr);

        foreach (var ending in new[] { "Inscrit", "Refusé", "Retiré" })
            Assert.Contains($"((\"{ending}\"))", diagram, StringComparison.Ordinal);
    }

    [Fact]
    public void What_means_something_to_the_language_is_escaped_in_labels()
    {
        var steps = Lppr.Steps.Select(step => step.IsStart ? step with { Title = "Un \"titre\" <b> & #1\n`x`" } : step);

        var diagram = ProcedureMermaid.Write(Lppr with { Steps = [.. steps] });

        Assert.Contains("s0([\"Un #quot;titre#quot; #lt;b#gt; #amp; #35;1 #96;x#96;\"])", diagram, StringComparison.Ordinal);
    }
}
