using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Diagrams;

/// <summary>What a node of the flow is, in the words of BPMN 2.0.</summary>
internal enum FlowNodeKind
{
    /// <summary>The beginning: the filing of a request.</summary>
    Start,

    /// <summary>A step that a person does: a user task.</summary>
    Step,

    /// <summary>One way on out of several, or several ways into one: an exclusive gateway.</summary>
    Choice,

    /// <summary>Several ways on at once, or all ways in together: a parallel gateway.</summary>
    Together,

    /// <summary>An end: of the dossier when it has a name, of a track when it has none.</summary>
    End,
}

/// <summary>A node of the flow.</summary>
/// <param name="Id">An identifier that XML takes, stable for one procedure.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">The French text it bears; empty for a gateway and for the end of a track.</param>
/// <param name="Step">The step; null for all but a step.</param>
internal sealed record FlowNode(string Id, FlowNodeKind Kind, string Title, Step? Step = null);

/// <summary>An arrow of the flow.</summary>
/// <param name="Id">An identifier that XML takes.</param>
/// <param name="From">The node that it leaves.</param>
/// <param name="To">The node that it reaches.</param>
/// <param name="Outcome">The outcome that takes this way; null where there is no choice.</param>
/// <param name="Title">The French text it bears; empty when none.</param>
internal sealed record FlowArrow(string Id, string From, string To, OutcomeRef? Outcome, string Title);

/// <summary>A procedure as a flow of control: steps, choices, forks, joins and ends.</summary>
/// <remarks>
/// A procedure says when a step opens; a flow says where an outcome leads. An outcome that opens several steps forks; a
/// step that opens when several outcomes hold together joins; alternatives that differ in one step only meet before the join.
/// </remarks>
internal sealed class FlowGraph
{
    private readonly List<FlowNode> _nodes = [];
    private readonly List<FlowArrow> _arrows = [];
    private readonly Dictionary<OutcomeRef, List<string>> _targets = [];

    /// <summary>Reads the flow of a procedure.</summary>
    public FlowGraph(Procedure procedure)
    {
        foreach (var step in procedure.Steps)
            FindTargets(step);
        foreach (var step in procedure.Steps)
            Add(step);
    }

    /// <summary>The nodes; a step comes before what follows from it.</summary>
    public IReadOnlyList<FlowNode> Nodes => _nodes;

    /// <summary>The arrows.</summary>
    public IReadOnlyList<FlowArrow> Arrows => _arrows;

    /// <summary>The identifier of the node of a step.</summary>
    public static string NodeOf(string step) => $"etape_{Plain(step)}";

    private static string Plain(string id) => id.Replace('-', '_');

    // Where each outcome leads: to a step, to a join before it, or to a meeting of alternatives before the join.
    private void FindTargets(Step step)
    {
        foreach (var alone in step.OpensWhen.Where(all => all.Count == 1))
            Lead(alone[0], NodeOf(step.Id));
        var together = step.OpensWhen.Where(all => all.Count > 1).ToList();
        foreach (var (group, index) in Joins(together).Select((group, index) => (group, index)))
        {
            var join = $"ensemble_{Plain(step.Id)}_{index + 1}";
            foreach (var alternatives in group)
            {
                var way = alternatives.Count == 1 ? join : $"ou_{Plain(step.Id)}_{index + 1}_{Plain(alternatives[0].Step)}";
                foreach (var outcome in alternatives)
                    Lead(outcome, way);
            }
        }
    }

    private void Lead(OutcomeRef outcome, string node)
    {
        var nodes = _targets.TryGetValue(outcome, out var known) ? known : _targets[outcome] = [];
        if (!nodes.Contains(node))
            nodes.Add(node);
    }

    // One join where the lists are every combination of some alternatives of each step, one join a list otherwise.
    private static IEnumerable<List<List<OutcomeRef>>> Joins(List<IReadOnlyList<OutcomeRef>> lists)
    {
        var steps = lists.SelectMany(all => all).Distinct().GroupBy(outcome => outcome.Step)
            .Select(group => group.ToList()).ToList();
        var combinations = steps.Aggregate(1, (count, alternatives) => count * alternatives.Count);
        var isEvery = lists.All(all => all.Select(outcome => outcome.Step).Distinct().Count() == steps.Count)
            && lists.Select(all => string.Join('|', all.Order(Comparer<OutcomeRef>.Create(Compare)))).Distinct().Count() == combinations;
        if (lists.Count == 0)
            return [];
        return isEvery
            ? [steps]
            : lists.Select(all => all.Select(outcome => new List<OutcomeRef> { outcome }).ToList());
    }

    private static int Compare(OutcomeRef one, OutcomeRef other) => string.CompareOrdinal(one.ToString(), other.ToString());

    private void Add(Step step)
    {
        var node = NodeOf(step.Id);
        if (step.IsStart)
        {
            _nodes.Add(new FlowNode("depart", FlowNodeKind.Start, ""));
            Connect("depart", node);
        }

        AddJoins(step, node);
        _nodes.Add(new FlowNode(node, FlowNodeKind.Step, step.Title, step));
        var from = node;
        if (step.Outcomes.Count > 1)
        {
            from = $"choix_{Plain(step.Id)}";
            _nodes.Add(new FlowNode(from, FlowNodeKind.Choice, ""));
            Connect(node, from);
        }

        foreach (var outcome in step.Outcomes)
            AddWay(step, outcome, from);
    }

    private void AddJoins(Step step, string node)
    {
        var together = step.OpensWhen.Where(all => all.Count > 1).ToList();
        foreach (var (group, index) in Joins(together).Select((group, index) => (group, index)))
        {
            var join = $"ensemble_{Plain(step.Id)}_{index + 1}";
            foreach (var alternatives in group.Where(alternatives => alternatives.Count > 1))
            {
                var meeting = $"ou_{Plain(step.Id)}_{index + 1}_{Plain(alternatives[0].Step)}";
                _nodes.Add(new FlowNode(meeting, FlowNodeKind.Choice, ""));
                Connect(meeting, join);
            }

            _nodes.Add(new FlowNode(join, FlowNodeKind.Together, ""));
            Connect(join, node);
        }
    }

    private void AddWay(Step step, StepOutcome outcome, string from)
    {
        var reference = new OutcomeRef(step.Id, outcome.Id);
        List<string> targets = [.. _targets.TryGetValue(reference, out var led) ? led : []];
        if (outcome.Ending is not null || targets.Count == 0)
        {
            var end = $"fin_{Plain(step.Id)}_{Plain(outcome.Id)}";
            _nodes.Add(new FlowNode(end, FlowNodeKind.End, outcome.Ending ?? ""));
            targets.Add(end);
        }

        if (targets.Count == 1)
        {
            Connect(from, targets[0], reference, outcome.Title);
            return;
        }

        var fork = $"suites_{Plain(step.Id)}_{Plain(outcome.Id)}";
        _nodes.Add(new FlowNode(fork, FlowNodeKind.Together, ""));
        Connect(from, fork, reference, outcome.Title);
        foreach (var target in targets)
            Connect(fork, target);
    }

    private void Connect(string from, string to, OutcomeRef? outcome = null, string title = "") =>
        _arrows.Add(new FlowArrow($"suite_{_arrows.Count + 1}", from, to, outcome, title));
}
