using System.CommandLine;
using System.Globalization;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Parts;
using Evaluation.Workflows.Persistence;
using HasToolkit.Cli.Evaluation;
using HasToolkit.Cli.LitReview;
using HasToolkit.Cli.Operations;
using HasToolkit.Cli.Search;
using HasToolkit.Cli.Verbatims;
using Verbatims.Nlp.Figures;

namespace HasToolkit.Cli;

/// <summary>The program « has ».</summary>
public sealed class CliApp
{
    private readonly Terminal _terminal;
    private readonly TimeProvider _clock;
    private readonly GlobalOptions _globals = new();

    private CliApp(Terminal terminal, TimeProvider clock, TextReader input) => (_terminal, _clock, Input) = (terminal, clock, input);

    /// <summary>What is typed while a command runs; may come from a file.</summary>
    internal TextReader Input { get; }

    /// <summary>Runs a command.</summary>
    /// <param name="args">What was typed after the name of the program.</param>
    /// <param name="stdout">Where data goes.</param>
    /// <param name="stderr">Where messages and progress go.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="stdin">What is typed while a command runs; null for the console.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextWriter stdout, TextWriter stderr, TimeProvider clock, TextReader? stdin = null,
        CancellationToken cancellationToken = default)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        var app = new CliApp(new Terminal(stdout, stderr), clock, stdin ?? Console.In);
        var typed = app.Commands().Parse(args);
        if (typed.Errors.Count > 0 && !FrenchHelp.IsAskedFor(typed))
            return FrenchErrors.Write(typed, stdout, stderr);

        return await typed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = stdout,
                Error = stderr,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            },
            cancellationToken);
    }

    /// <summary>Gives a command its work, with the same answer to the same failure everywhere.</summary>
    internal Command Does(Command command, Func<Run, Task<int>> work)
    {
        command.SetAction((typed, cancellationToken) => GuardAsync(typed, work, cancellationToken));
        return command;
    }

    private RootCommand Commands()
    {
        var root = new RootCommand(
            "Conduit les dossiers d’évaluation des produits de santé, analyse des commentaires de patients, mène des revues de littérature.");
        foreach (var option in _globals.All)
            root.Add(option);
        foreach (var command in EvaluationCommands.All(this))
            root.Add(command);
        foreach (var command in VerbatimsCommands.All(this))
            root.Add(command);
        foreach (var command in LitReviewCommands.All(this))
            root.Add(command);
        root.Add(new FindCommand(this).Find());
        foreach (var command in OperationCommands.All(this))
            root.Add(command);
        FrenchHelp.Install(root);
        return root;
    }

    private async Task<int> GuardAsync(ParseResult typed, Func<Run, Task<int>> work, CancellationToken cancellationToken)
    {
        using var run = new Run(typed, _globals, _terminal, _clock, cancellationToken);
        try
        {
            return await work(run);
        }
        catch (RefusedException e)
        {
            return Refuse(run, e.Reason);
        }
        catch (ReviewRefusedException e)
        {
            if (run.WantsJson)
                _terminal.Json(new { Status = "refused", e.Reason.Rule, e.Reason.Message });
            _terminal.Fail(e.Reason.Message);
            return ExitCodes.Findings;
        }
        catch (Exception e) when (e is PartRefusedException or RefusedFileException)
        {
            _terminal.Fail(e.Message);
            return ExitCodes.Findings;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _terminal.Fail("Interrompu. Ce qui était enregistré le reste ; le reste n’a pas commencé.");
            return ExitCodes.Cancelled;
        }
        catch (Exception e) when (Explain(e, run) is { } message)
        {
            _terminal.Fail(message);
            return ExitCodes.Usage;
        }
    }

    private int Refuse(Run run, Refusal reason)
    {
        if (run.WantsJson)
            _terminal.Json(new { Status = "refused", reason.Rule, reason.Message });
        _terminal.Fail(reason.Message);
        if (FrenchErrors.HintFor(reason) is { } hint)
            _terminal.Say("  " + hint);
        return reason is DossierNotFound or PersonUnknown ? ExitCodes.Usage : ExitCodes.Findings;
    }

    // Messages of ours are French already; those of the system are put behind a French sentence.
    private static string? Explain(Exception e, Run run) => run.WantsTrace
        ? e.ToString()
        : e switch
        {
            InputException or InvalidDataException or TooFewCommentsException => e.Message,
            UnauthorizedAccessException => $"Accès refusé : {e.Message} Vérifiez les droits sur le dossier « {run.DataFolder} ».",
            FileNotFoundException or DirectoryNotFoundException => $"Fichier introuvable : {e.Message}",
            IOException => e.Message,
            _ when LedgerDatabase.FailureOf(e) is { } failure => failure,
            _ => $"Échec inattendu : {e.Message} Relancez avec --trace et transmettez le détail.",
        };
}
