using Evaluation.Workflows;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Evaluation;

/// <summary>Adds to a dossier what another part of the product found.</summary>
internal sealed class EvidenceHandOver(EvaluationServices services)
{
    /// <summary>Adds the evidence that the form hands over, and leads to it.</summary>
    /// <returns>The way to the dossier, or why it was refused.</returns>
    public async Task<(IResult? Done, string? Refusal)> AddAsync(
        IFormCollection form, Acting acting, EvidenceDescription description, EvidenceAppraisal appraisal)
    {
        var dossier = new DossierId(form.Text("dossier"));
        var result = await services.Desk.DoAsync(dossier, new AddEvidence(description, appraisal), acting.Sign(form.Command()));
        return result is MoveResult.Refused(var reason)
            ? (null, reason.Message)
            : (new Recorded($"/dossiers/{dossier}?onglet=preuves"), null);
    }
}
