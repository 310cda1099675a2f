using System.Globalization;
using System.Runtime.InteropServices;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks;

/// <summary>What the measures share: options, persons, the machine.</summary>
internal static class Setting
{
    public static readonly Person Service = new(new PersonId("service"), "Service", "HAS", [Role.EvaluationService]);

    public static readonly Person Lead = new(new PersonId("chef"), "Chef de projet", "HAS", [Role.ProjectLead]);

    public static readonly Person Company = new(new PersonId("demandeur"), "Demandeur", "Société", [Role.Applicant]);

    public static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    public static int Number(string[] args, string name, int otherwise) =>
        Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public static async Task RegisterAsync(EvaluationServices services)
    {
        foreach (var person in new[] { Service, Lead, Company })
            await services.Desk.RegisterAsync(person, GuidOf(person.Id.Value));
    }

    public static OpenDossier Opening(string product, DateOnly on) => new(
        "lppr-nom-de-marque", "inscription", product, Company.Organisation, "", IsDigital: true, UsesAi: false,
        [new Indication("i1", "Indication", "Adultes")], on);

    public static Guid GuidOf(string text) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    public static string Machine()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {model ?? "unknown processor"}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
    }

    public static MoveResult.Done Done(MoveResult result) => result switch
    {
        MoveResult.Done done => done,
        MoveResult.Refused(var reason) => throw new InvalidOperationException(reason.Message),
        _ => throw new InvalidOperationException("A command is done or refused."),
    };
}
