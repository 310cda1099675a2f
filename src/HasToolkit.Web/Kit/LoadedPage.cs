using Microsoft.AspNetCore.Components;

namespace HasToolkit.Web.Kit;

/// <summary>A page that is drawn once, when everything it shows has been read.</summary>
/// <remarks>
/// A component is otherwise drawn at its first wait too. On a data base that answers at once that drawing shows half of
/// what was read, and a page that takes the other half for granted fails.
/// </remarks>
public abstract class LoadedPage : ComponentBase
{
    private bool _isStarted;
    private bool _isLoaded;

    /// <inheritdoc/>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!_isStarted)
        {
            _isStarted = true;
            OnInitialized();
            await OnInitializedAsync();
            _isLoaded = true;
        }

        if (!_isLoaded)
            return;
        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }
}
