using System.CommandLine;
using LitReview.Assistance;
using Verbatims.Nlp.Masking;

namespace HasToolkit.Cli.LitReview;

/// <summary>The options that name a language model; without them, none is asked and nothing leaves.</summary>
internal sealed class AssistanceInput
{
    private readonly Option<string> _address = new("--assistance")
    {
        Description = "Adresse d’un service au format d’OpenAI (sinon HAS_ASSISTANCE) : question, titres et résumés y partent, rien d’autre.",
        HelpName = "ADRESSE",
    };

    private readonly Option<string> _model = new("--assistance-modele")
    {
        Description = "Nom du modèle à cette adresse (sinon HAS_ASSISTANCE_MODELE) ; la clé est lue dans HAS_ASSISTANCE_CLE.",
        HelpName = "NOM",
    };

    public void AddTo(Command command)
    {
        command.Add(_address);
        command.Add(_model);
    }

    /// <summary>The model; null when none is named.</summary>
    public Assistant? Connect(Run run) => Assistant.Connect(
        new AssistanceOptions
        {
            Endpoint = run.Text(_address) ?? Run.Setting("HAS_ASSISTANCE"),
            Model = run.Text(_model) ?? Run.Setting("HAS_ASSISTANCE_MODELE") ?? "",
            ApiKey = Run.Setting("HAS_ASSISTANCE_CLE"),
            Mask = typed => PersonalDataMasker.Mask(typed).Text,
        });

    /// <summary>The model, which the command cannot do without.</summary>
    public Assistant Required(Run run) => Connect(run) ?? throw new InputException(
        "Cette commande demande un modèle de langage : --assistance ADRESSE et --assistance-modele NOM.");

    /// <summary>Keeps that a model was asked about files.</summary>
    public static void Keep(Run run, Assistant assistant, string request, string? failure) =>
        new AssistanceLog(run.DataFolder, run.Clock).Add(run.PersonTyped ?? "", review: null, request, assistant, failure);
}
