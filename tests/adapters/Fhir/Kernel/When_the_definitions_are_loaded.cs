using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Tests.Kernel;

public class When_the_definitions_are_loaded
{
    [Fact]
    public void Should_every_invariant_be_an_expression_that_is_implemented()
    {
        var constraints = Schema.R4.Types.SelectMany(type => type.Constraints.Concat(type.Elements.SelectMany(element => element.Constraints)));
        Assert.All(constraints, constraint => Assert.NotNull(constraint.Expression));
    }

    [Fact]
    public void Should_only_an_element_with_a_required_binding_have_codes()
    {
        Assert.Null(Schema.R4.Find("Patient")!.ByName["birthDate"].Binding);
        Assert.True(Schema.R4.Find("Patient")!.ByName["gender"].Binding!.Has("female"));
    }
}
