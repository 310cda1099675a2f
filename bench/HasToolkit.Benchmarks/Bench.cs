using Evaluation.Workflows;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks;

/// <summary>What the measures share: a ledger with the demonstration directory, and the simplest dossier.</summary>
internal static class Bench
{
    public static readonly Person Applicant = DemoPeople.ApplicantOf("Médivia");

    private static readonly Dictionary<string, string> Nothing = [];

    public static async Task<EvaluationServices> OpenAsync(string folder, string? connection = null)
    {
        var services = await EvaluationServices.OpenAsync(folder, connection);
        if ((await services.Queries.PeopleAsync()).Count == 0)
        {
            foreach (var person in DemoPeople.All)
                await services.Desk.RegisterAsync(person, Guid.NewGuid());
        }

        return services;
    }

    public static OpenDossier Request(string product, DateOnly on, bool isHistorical = false) => new(
        "lppr-nom-de-marque", "inscription", product, "Médivia", "Dossier de mesure.", IsDigital: true, UsesAi: false,
        [new Indication("adultes", "Diabète de type 1", "Adultes")], on, isHistorical);

    public static FinishStep Finish(string step, string outcome, DateOnly on) => new(step, outcome, on, Nothing);

    public static Signature By(Person person, Role role) => new(person.Id, role, Guid.NewGuid());

    public static MoveResult.Done Expect(MoveResult result) => result switch
    {
        MoveResult.Done done => done,
        MoveResult.Refused(var reason) => throw new InvalidOperationException($"Refused: {reason.Message}"),
        _ => throw new InvalidOperationException("A command is done or refused."),
    };
}
