using System.Globalization;
using System.Text;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks;

/// <summary>Moves dossiers without end, until it is killed. Each command is written down before it is handed in, and after.</summary>
internal static class ChaosChild
{
    private static readonly (string Step, string Outcome, Role Role)[] Path =
    [
        ("depot", "depose", Role.Applicant),
        ("recevabilite", "incomplet", Role.EvaluationService),
        ("complements", "envoyes", Role.Applicant),
        ("recevabilite", "incomplet", Role.EvaluationService),
        ("complements", "envoyes", Role.Applicant),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var folder = Setting.Option(args, "--folder")!;
        var seed = Setting.Number(args, "--seed", 1);
        var round = Setting.Number(args, "--round", 0);
        using var services = await EvaluationServices.OpenAsync(folder, Setting.Option(args, "--base"));
        await Setting.RegisterAsync(services);
        var random = new Random((seed * 100_003) + round);
        await using var log = new FileStream(
            System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"log-{round:0000}.txt")), FileMode.Create);
        for (var i = 0; ; i++)
        {
            // The first dossier pays for the start; the parent waits for it, so that kills fall on moves.
            if (i == 1)
                Console.WriteLine("ready");
            var product = string.Create(CultureInfo.InvariantCulture, $"Chaos {round}/{i}");
            var opened = await DoAsync(log, by => services.Desk.OpenAsync(Setting.Opening(product, services.Desk.Today), by), Role.Applicant, random);
            var (id, steps) = (new DossierId(opened.Stream), random.Next(1, Path.Length + 1));
            foreach (var (step, outcome, role) in Path.Take(steps))
            {
                await DoAsync(
                    log,
                    by => services.Desk.DoAsync(
                        id, new FinishStep(step, outcome, services.Desk.Today, new Dictionary<string, string>()), by),
                    role, random);
            }
        }
    }

    private static async Task<MoveResult.Done> DoAsync(
        FileStream log, Func<Signature, Task<MoveResult>> hand, Role role, Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        var command = new Guid(bytes);
        var person = role == Role.Applicant ? Setting.Company : Setting.Service;
        Write(log, $"before {command:D}");
        var done = Setting.Done(await hand(new Signature(person.Id, role, command)));
        Write(log, $"after {command:D}");
        return done;
    }

    // To the file itself, not to a buffer of ours: what is written here outlives the process.
    private static void Write(FileStream log, string line)
    {
        log.Write(Encoding.ASCII.GetBytes(line + "\n"));
        log.Flush(flushToDisk: true);
    }
}
