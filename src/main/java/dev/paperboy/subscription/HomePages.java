package dev.paperboy.subscription;

import dev.paperboy.issue.DayView;
import dev.paperboy.issue.PaperViews;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The front page: the sign-up form, and under it the latest papers. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class HomePages {

    private final Forms forms;
    private final PaperViews papers;

    HomePages(Forms forms, PaperViews papers) {
        this.forms = forms;
        this.papers = papers;
    }

    record home(SignUpForm form, DayView day) implements TemplateInstance {}

    @GET
    public TemplateInstance front() {
        return new home(forms.blank(), papers.latest());
    }
}
