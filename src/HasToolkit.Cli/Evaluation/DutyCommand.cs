using System.CommandLine;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>What decisions oblige to, over all dossiers.</summary>
internal sealed class DutyCommand(CliApp app)
{
    private static readonly (string Word, DutyState Value)[] States = [.. DutyCalendar.States.Select(entry => (entry.Key, entry.State))];

    public Command Duties()
    {
        var choice = new OverviewCommands.Choice();
        var state = new Option<string>("--etat")
        {
            Description = $"Seulement celles-ci : {string.Join(", ", States.Select(entry => entry.Word))}.",
            HelpName = "ÉTAT",
        };
        var command = new CliCommand(
            "obligations", "Liste ce que les décisions obligent à faire ensuite, dans tous les dossiers.",
            "has dossier obligations --etat bientot") { state };
        return app.Does(choice.AddTo(command), async run =>
        {
            var asked = run.Word(state, States);
            var (cases, reader) = await OverviewCommands.CasesAsync(run);
            var duties = DutyCalendar.Of(cases, choice.Read(run), run.Today, reader?.Id);
            var lines = duties.Lines.Where(line => asked is { } one ? line.State == one : line.State != DutyState.Done).ToList();
            if (run.WantsJson)
                run.Terminal.Json(lines.Select(JsonOf));
            else
                Show(run.Terminal, lines, duties.Hidden);
            return ExitCodes.Ok;
        });
    }

    private static object JsonOf(DutyLine line) => new
    {
        Dossier = line.Dossier.Value,
        line.Product,
        line.Applicant,
        Duty = line.Duty.Rule.Title,
        Role = line.Duty.Rule.Role.Key(),
        line.Duty.StartedOn,
        line.Duty.DueOn,
        line.Duty.DoneOn,
        State = States.First(entry => entry.Value == line.State).Word,
        line.Duty.Explanation,
        Source = line.Duty.Rule.Source.ToString(),
    };

    private static void Show(Terminal terminal, List<DutyLine> lines, int hidden)
    {
        if (lines.Count == 0)
            terminal.Say("Aucune obligation n’en est là.");
        else
            terminal.Show(TableOf(lines));
        if (hidden > 0)
            terminal.Say($"Obligations non montrées, de dossiers dont vous êtes déporté : {hidden}.");
    }

    private static Spectre.Console.Table TableOf(List<DutyLine> lines)
    {
        var table = Layout.Table("!Échéance", "Dossier", "À faire", "Par", "Source");
        foreach (var line in lines)
        {
            var day = line.Duty switch
            {
                { DoneOn: { } done } => $"fait le {French.Day(done)}",
                { DueOn: { } due } when line.State == DutyState.Overdue => $"{French.Day(due)}, dépassée",
                { DueOn: { } due } => French.Day(due),
                _ => "sans échéance",
            };
            table.With(
                day, $"{line.Product} ({line.Dossier})", line.Duty.Rule.Title, line.Duty.Rule.Role.Title(), line.Duty.Rule.Source.ToString());
        }

        return table;
    }
}
