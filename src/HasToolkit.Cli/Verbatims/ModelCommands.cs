using System.CommandLine;
using System.Globalization;
using Verbatims.Nlp.Onnx;

namespace HasToolkit.Cli.Verbatims;

/// <summary>The models: ours, or a hospital's own.</summary>
internal sealed class ModelCommands(CliApp app)
{
    public Command All() => new("model", "Le modèle qui lit les commentaires.") { Check(), Card() };

    private Command Check()
    {
        var folder = new Argument<string>("DOSSIER")
        {
            Description = "Dossier du modèle ; sans lui, le modèle fourni.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return app.Does(
            new CliCommand(
                "check", "Vérifie qu’un modèle tient le contrat verbatims-model/1, empreintes et essai compris.",
                "has verbatims model check ./mon-modele")
            {
                folder,
            },
            run =>
            {
                using var model = VerbatimsCommands.Model(run.Get(folder) is { Length: > 0 } typed ? typed : null);
                if (run.WantsJson)
                {
                    run.Terminal.Json(new { model.Version, model.Language, model.Topics, model.PointsAtWords });
                }
                else
                {
                    run.Terminal.Show(Layout.Pairs(
                        ("Modèle", model.Version),
                        ("Langue", model.Language),
                        ("Thèmes", string.Create(CultureInfo.CurrentCulture, $"{model.Topics.Count} : {string.Join(", ", model.Topics)}")),
                        ("Mots à l’appui", model.PointsAtWords ? "oui" : "non : tout le commentaire est montré")));
                    run.Terminal.Done("Le modèle tient le contrat : fichiers, empreintes, formes et essai.");
                }

                return Task.FromResult(ExitCodes.Ok);
            });
    }

    private Command Card()
    {
        var folder = VerbatimsCommands.ModelOption();
        return app.Does(
            new CliCommand("card", "Montre la fiche du modèle : scores, données, limites.", "has verbatims model card") { folder },
            run =>
            {
                var path = Path.Combine(run.Text(folder) ?? OnnxCommentModel.ShippedFolder, "model-card.md");
                if (!File.Exists(path))
                    throw new InputException($"« {path} » n’existe pas : ce modèle n’a pas de fiche.");
                run.Terminal.Raw(File.ReadAllText(path).TrimEnd());
                return Task.FromResult(ExitCodes.Ok);
            });
    }
}
