using System.CommandLine;
using System.Diagnostics;
using LitReview.Embeddings;

namespace HasToolkit.Cli.LitReview;

/// <summary>The embedding models that can vote beside the words of a ranking.</summary>
internal sealed class SecondModelCommands(CliApp app)
{
    private readonly Argument<string> _folder = new("DOSSIER") { Description = "Dossier avec model.json, le réseau ONNX et le tokenizer." };

    public Command All() => new("model", "Les modèles de plongement, seconds modèles du classement.") { Check(), Add() };

    private Command Check() => app.Does(
        new CliCommand(
            "check", "Vérifie qu’un modèle tient le contrat embedding-model/1, empreintes et essai compris.", "has litreview model check ./minilm") { _folder },
        run =>
        {
            var watch = Stopwatch.StartNew();
            using var model = OnnxEmbeddingModel.Load(run.Get(_folder));
            if (run.WantsJson)
                run.Terminal.Json(new { model.Identity.Name, model.Identity.Version, model.Identity.Sha256, model.Dimensions });
            else
                run.Terminal.Show(Layout.Pairs(("Modèle", $"{model.Identity}"), ("Dimensions", French.Number(model.Dimensions)), ("Empreinte", model.Identity.Sha256)));
            run.Terminal.Done($"Le modèle tient le contrat : fichiers, empreintes, formes et essai ({French.Number(watch.ElapsedMilliseconds)} ms).");
            return Task.FromResult(ExitCodes.Ok);
        });

    private Command Add() => app.Does(
        new CliCommand(
            "add", "Vérifie un modèle, puis le range dans le dossier de données : les protocoles peuvent le choisir.", "has litreview model add ./minilm") { _folder },
        async run =>
        {
            using var reviews = await ReviewInput.OpenAsync(run);
            var identity = reviews.SecondModels.Add(run.Get(_folder));
            if (run.WantsJson)
                run.Terminal.Json(identity);
            run.Terminal.Done($"{identity} est rangé. « has litreview new … --second-modele {identity.Name} » le choisit.");
            return ExitCodes.Ok;
        });
}
